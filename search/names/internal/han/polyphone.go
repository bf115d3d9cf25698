package han

import (
	"strings"
	"sync"
)

// Corrections of the table for names, from general knowledge: a key, a colon and
// its readings, best first; the underline stands between two syllables.
const (
	// surnameReadings are those of family names.
	surnameReadings = `
单:shan 曾:zeng 解:xie 仇:qiu 查:zha 朴:piao,pu 区:ou 盖:ge,gai 缪:miao,mou 员:yun 翟:zhai,di 乜:nie
折:she 宓:mi,fu 繁:po 秘:bi 种:chong 阚:kan 隗:wei,kui 召:shao 祭:zhai 洗:xian 覃:qin,tan 尉:wei,yu
乐:yue,le 柏:bai,bo 郗:xi,chi 黑:he 薄:bo 卜:bu 谌:chen,shen 郇:xun,huan 都:du 长:chang 重:chong 佴:nai
牟:mu,mou 郄:qie,xi 尉迟:yu_chi 万俟:mo_qi 单于:chan_yu 澹台:tan_tai 长孙:zhang_sun 乐正:yue_zheng`

	// givenReadings are those of characters elsewhere in a name.
	givenReadings = `
乐:le,yue 行:xing,hang 重:zhong,chong 长:chang,zhang 朝:chao,zhao 茜:qian,xi 晟:sheng,cheng
曾:zeng,ceng 柏:bai,bo 蔚:wei,yu 朴:pu,piao 藏:cang,zang 单:dan,shan 解:jie,xie 都:du,dou 佛:fo
靓:liang,jing 炅:jiong,gui 省:sheng,xing 泊:bo`
)

// polyphones are the corrected readings by folded character or compound surname.
type polyphones struct{ surname, given map[string][]string }

var corrections = sync.OnceValue(func() polyphones {
	return polyphones{readings(surnameReadings), readings(givenReadings)}
})

func readings(list string) map[string][]string {
	out := map[string][]string{}
	for field := range strings.FieldsSeq(list) {
		key, said, _ := strings.Cut(field, ":")
		out[strings.Map(Fold, key)] = strings.Split(strings.ReplaceAll(said, "_", " "), ",")
	}
	return out
}
