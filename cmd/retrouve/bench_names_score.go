package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// score counts at which ranks queries were answered.
type score struct{ asked, first, ten, rr float64 }

// add counts one query; rank 0 means that it was not answered.
func (s *score) add(rank int) {
	s.asked++
	if rank == 1 {
		s.first++
	}
	if rank > 0 {
		s.ten++
		s.rr += 1 / float64(rank)
	}
}

// mean returns recall@1, recall@10 and MRR@10.
func (s *score) mean() [3]float64 {
	n := max(s.asked, 1)
	return [3]float64{s.first / n, s.ten / n, s.rr / n}
}

// parts are the queries with any, an even and an odd number: weights are fitted on
// the even ones, so the odd ones tell what was learned.
type parts [3]score

const (
	anyPart = iota
	evenPart
	oddPart
)

func (p *parts) add(qid string, rank int) {
	p[anyPart].add(rank)
	p[partOf(qid)].add(rank)
}

// partOf returns evenPart or oddPart, by the number that an id ends with.
func partOf(id string) int {
	number, err := strconv.Atoi(strings.TrimLeft(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.:"))
	if err == nil && number%2 == 0 {
		return evenPart
	}
	return oddPart
}

// rankOf returns where the first of the gold ids is, from 1, and 0 where none is.
func rankOf(gold, found []string) int {
	for i, id := range found[:min(len(found), nameHits)] {
		if slices.Contains(gold, id) {
			return i + 1
		}
	}
	return 0
}

// classScore is what became of one class of queries.
type classScore struct {
	name  string
	other int // queries whose name is stored in another script
	parts parts
}

// crossScript reports whether the class is about names stored in another script.
func (c *classScore) crossScript() bool {
	return strings.HasPrefix(c.name, "translit-") || strings.HasPrefix(c.name, "romanised-") || 2*float64(c.other) > c.parts[anyPart].asked
}

func scoreClasses(queries []nameQuery, found [][]string) (classes []*classScore, all *classScore) {
	byName := map[string]*classScore{}
	all = &classScore{name: "ALL"}
	for i, q := range queries {
		c := byName[q.class]
		if c == nil {
			c = &classScore{name: q.class}
			byName[q.class] = c
			classes = append(classes, c)
		}
		rank := rankOf(q.gold, found[i])
		c.parts.add(q.qid, rank)
		all.parts.add(q.qid, rank)
		if q.otherScript {
			c.other++
		}
	}
	slices.SortFunc(classes, func(a, b *classScore) int { return strings.Compare(a.name, b.name) })
	return classes, all
}

// printScores prints each class, and the plain means over classes.
func printScores(a *app, queries []nameQuery, found [][]string) error {
	classes, all := scoreClasses(queries, found)
	var rows [][]string
	var same, other []*classScore
	for _, c := range classes {
		rows = append(rows, scoreRow(c.name, fmt.Sprint(c.parts[anyPart].asked), []*classScore{c}))
		if c.crossScript() {
			other = append(other, c)
		} else {
			same = append(same, c)
		}
	}
	rows = append(rows, scoreRow(all.name, fmt.Sprint(all.parts[anyPart].asked), []*classScore{all}))
	for _, m := range []struct {
		name    string
		classes []*classScore
	}{{"mean, same script", same}, {"mean, other script", other}, {"MACRO", classes}} {
		if len(m.classes) > 0 {
			rows = append(rows, scoreRow(m.name, fmt.Sprintf("%d classes", len(m.classes)), m.classes))
		}
	}
	return printTable(a.stdout, []string{"class", "n", "recall@1", "recall@10", "MRR@10", "even @1", "even @10", "odd @1", "odd @10"}, rows)
}

// scoreRow is the plain mean over classes, in all and by part. A class that has no
// query in a part does not count there.
func scoreRow(name, n string, classes []*classScore) []string {
	row := []string{name, n}
	for part, columns := range [3]int{anyPart: 3, evenPart: 2, oddPart: 2} {
		var sum [3]float64
		with := 0
		for _, c := range classes {
			if s := &c.parts[part]; s.asked > 0 {
				with++
				for i, v := range s.mean() {
					sum[i] += v
				}
			}
		}
		for i := range columns {
			cell := "-"
			if with > 0 {
				cell = strconv.FormatFloat(sum[i]/float64(with), 'f', 3, 64)
			}
			row = append(row, cell)
		}
	}
	return row
}
