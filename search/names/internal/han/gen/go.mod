module github.com/retrouve/retrouve/search/names/internal/han/gen

go 1.26.8

require (
	github.com/ikawaha/kagome-dict v1.1.7
	github.com/ikawaha/kagome-dict/ipa v1.2.6
	github.com/ikawaha/kagome-dict/uni v1.2.6
	github.com/mozillazg/go-pinyin v0.21.0
)
