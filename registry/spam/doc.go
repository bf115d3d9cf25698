// Package spam reads texts that would be shown to everybody and says how much
// they look like an advert or like a way to reach somebody. It knows nothing of
// who wrote them. It decides nothing: what scores high is looked at by a person
// first. A family that writes its number into a description is not an advertiser,
// but its number must not be published either, so both score alike.
//
// Everything here is pure and safe for concurrent use. The figures of the corpus
// in testdata, all invented, are in the test.
package spam
