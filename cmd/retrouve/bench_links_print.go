package main

import (
	"fmt"
	"os"
	"strconv"
)

// linkParts are the answers to all reports, those with an even and an odd number.
type linkParts [3]linkScore

func (b *linkBench) score() (parts linkParts) {
	for i, line := range b.asked {
		id := b.set.found[line].id
		for _, part := range []int{anyPart, partOf(id)} {
			parts[part].add(&b.answers[i], len(b.set.gold[id]) > 0)
		}
	}
	return parts
}

// print prints the scores, the calibration and the figures.
func (b *linkBench) print(a *app, half string) error {
	names, scores := []string{"all", "even", "odd"}, b.score()
	shown := map[string][]int{"all": {anyPart, evenPart, oddPart}, "even": {evenPart}, "odd": {oddPart}}[half]
	header := []string{"links"}
	bands := []string{"claimed probability"}
	for _, part := range shown {
		header = append(header, names[part])
		bands = append(bands, names[part]+": pairs", "claimed", "true")
	}
	if err := printTable(a.stdout, header, linkRowsOf(&scores, shown)); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	if err := printTable(a.stdout, bands, calibration(&scores, shown)); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	b.figures.add("memory: resident and not pages of files", "%d MiB", memoryOf(os.Getpid()).own)
	return b.figures.print(a)
}

func linkRowsOf(scores *linkParts, shown []int) (rows [][]string) {
	for _, m := range []struct {
		name string
		of   func(*linkScore) string
	}{
		{"reports", func(s *linkScore) string { return strconv.Itoa(s.reports) }},
		{"with a true link", func(s *linkScore) string { return strconv.Itoa(s.linked) }},
		{"true notice compared at all", func(s *linkScore) string { return thousandths(share(s.seen, s.linked)) }},
		{"recall@1", func(s *linkScore) string { return thousandths(share(s.first, s.linked)) }},
		{"recall@10", func(s *linkScore) string { return thousandths(share(s.ten, s.linked)) }},
		{"best F1", func(s *linkScore) string { return thousandths(s.best().f1) }},
		{"there: precision", func(s *linkScore) string { return thousandths(s.best().precision) }},
		{"there: recall", func(s *linkScore) string { return thousandths(s.best().recall) }},
		{"there: from probability", func(s *linkScore) string { return fmt.Sprintf("%.4g", s.best().from) }},
		{"recall at precision .95", func(s *linkScore) string { return thousandths(s.recallAt(0.95)) }},
		{"recall at precision .99", func(s *linkScore) string { return thousandths(s.recallAt(0.99)) }},
		{"notices compared, mean", func(s *linkScore) string { return fmt.Sprintf("%.1f", share(sum(s.looked), s.reports)) }},
		{"notices compared, p99", func(s *linkScore) string { return strconv.Itoa(percentile(s.looked, 99)) }},
	} {
		row := []string{m.name}
		for _, part := range shown {
			row = append(row, m.of(&scores[part]))
		}
		rows = append(rows, row)
	}
	return rows
}

// calibration says, for every pair that was compared, by bands of the probability
// that was claimed, how many of them are one person.
func calibration(scores *linkParts, shown []int) (rows [][]string) {
	from := 0.0
	for i, to := range bandEnds {
		row := []string{fmt.Sprintf("%g to %g", from, to)}
		for _, part := range shown {
			b := scores[part].bands[i]
			if b.pairs == 0 {
				row = append(row, "0", "-", "-")
				continue
			}
			row = append(row, strconv.Itoa(b.pairs), fmt.Sprintf("%.4f", b.claimed/float64(b.pairs)), fmt.Sprintf("%.4f", share(b.right, b.pairs)))
		}
		rows = append(rows, row)
		from = to
	}
	return rows
}

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}

func thousandths(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
