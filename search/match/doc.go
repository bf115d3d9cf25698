// Package match says how likely a notice and a report are about one person, and
// why. It is pure: no files, no clock, no state; every function is safe for
// concurrent use.
//
// The model is that of Fellegi and Sunter, "A theory for record linkage"
// (Journal of the American Statistical Association 64, 1969): each field is
// compared at a few levels, each level has a weight of log2(m/u) bits, where m
// is how often true pairs look like that and u how often two people of the same
// incident do; the weights add up. A field that is missing on either side adds
// nothing. No single field but a place far away may take away more than six bits: one
// wrong field must not hide a true match.
//
// The outcome is a probability and the pieces behind it, for and against. It
// proposes and never decides. A name alone is never enough: without any other
// piece that speaks for the pair, things carried apart, the probability stays at or
// below NameOnly.
package match
