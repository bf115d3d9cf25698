package han

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// singles holds the Chinese and Korean family names of one character, from the
// Hundred Family Surnames and the censuses of China, Taiwan and Korea.
const singles = `
赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳
酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞
熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓
郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫
宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉
宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴
殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳帅缑亢况有琴商牟佘佟伯赏
南墨哈谯年爱阳肖区朴冼苑覃代邸战门占苟初付腾展仝信由海原揭丘楚植闫兰邝欧郄伦丛母来鹿卿漆仵呼台智才英敬承玄诺奇菊异嘉沉召
员褟操洗涂仉种粟但冒凃卯户晋修蔄隋虢昂鄢辜皇化敦尉`

// compounds holds the family names of two characters.
const compounds = `
欧阳 司马 诸葛 上官 司徒 司空 东方 皇甫 尉迟 公孙 慕容 长孙 宇文 令狐 夏侯 轩辕 端木 独孤 南宫 西门 东郭 南门 呼延 百里 太史 申屠
公冶 宗政 濮阳 淳于 单于 太叔 仲孙 钟离 鲜于 闾丘 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 东里 左丘 梁丘
第五 赫连 澹台 公羊 万俟 闻人 完颜 纳兰 叶赫 耶律 贺兰 沙吒 乙支 张简 范姜 张廖 朱邪 斛律 哥舒 屈突`

// surnameSet holds the family names, folded.
var surnameSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(compounds) {
		set[strings.Map(Fold, word)] = true
	}
	for _, r := range strings.Join(strings.Fields(singles), "") {
		set[string(Fold(r))] = true
	}
	return set
})

// Surname returns how many characters at the beginning of a name are a Chinese or
// Korean family name, in whatever variants: 2 (欧阳娜娜), 1 (王浩), or 0 for none known.
func Surname(name string) int {
	var buf [2 * utf8.UTFMax]byte
	first, n := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[n:])
	one := utf8.EncodeRune(buf[:], Fold(first))
	two := one + utf8.EncodeRune(buf[one:], Fold(second))
	switch set := surnameSet(); {
	case set[string(buf[:two])]:
		return 2
	case set[string(buf[:one])]:
		return 1
	}
	return 0
}
