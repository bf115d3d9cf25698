package han

import (
	"strings"
	"sync"
)

// familySpellings holds how bearers of the most frequent surnames write them in
// Latin letters, pinyin apart: the habits of Hong Kong (Cantonese), Taiwan
// (Wade-Giles), Singapore, Malaysia and Indonesia (Hokkien, Teochew, Hakka), Korea
// and Vietnam. From general knowledge, the more common first.
const familySpellings = `
王 wong ong heng bong wang vuong
李 lee li ly lie yi rhee
张 cheung chang teo cheong chong teoh tiong jang truong
刘 lau low liu lew liew yu ryu luu
陈 chan chen tan chin tran jin chun
杨 yeung yang yeo yong yeoh duong
赵 chiu chao teo jo cho trieu
黄 wong huang ng ooi wee oei hwang hoang huynh
周 chow chou chew chiu joo ju chu
吴 ng wu goh go oh ngo woo
徐 tsui hsu chee chui seo suh tu
孙 suen sun soon sng son ton
胡 wu hu woo oh foo ho
朱 chu choo gee joo ju
高 ko kao ko go koh cao
林 lam lin lim lum im rim liem
何 ho hoh hor ha
郭 kwok kuo kwek quek quah kuok kwak quach
马 ma mah beh baey
罗 law lo loh na la
梁 leung liang leong neo yang luong niu
宋 sung soong song tong
郑 cheng tay teh chang chung jung jeong trinh ty
谢 tse hsieh chia tsai sheh ta cheah sia
韩 hon han hahn hang
唐 tong tang tng dang duong
冯 fung feng foong pang phung
于 yu yue woo
董 tung dong
萧 siu hsiao siow seow siew so tieu
程 ching cheng thia jeong trinh
曹 tso tsao chou cho jo tao
袁 yuen yuan wan won vien
邓 tang teng tung dang
许 hui hsu koh khoo hoy heo hur hua
傅 fu foo poh bu pho
沈 shum shen sim sum shim tham
曾 tsang tseng chan chang cheng jeung tang
彭 pang peng phang
吕 lui lu loo lee yeo la
苏 so su soh soo to
卢 lo lu loh loo noh roh lou lu
蒋 cheung chiang jiang jang tuong
蔡 choi tsai chua chai choy chae tsoi thai
贾 ka chia ga gia
丁 ting ding teng jung jeong dinh
魏 ngai wei gwee wi nguy
薛 sit hsueh seol tiet
叶 yip yeh yap ip yeap diep
阎 yim yen giam nghiem
余 yu yue yee ee
潘 poon pan phua pun ban phan
杜 to tu toh doo do du
戴 tai dai tay dae
夏 ha hsia hah
钟 chung cheung chong chiong jong
汪 wong wang ong vuong
田 tin tien chan jeon dien
任 yam jen yum im yim nham
姜 keung chiang kang khuong
范 fan pham hwan fann bum
方 fong fang png hong bang phuong
石 shek shih sek chioh seok thach
姚 yiu yao yeo diu
谭 tam tan tham tom dam
廖 liu liao leow liew
邹 chow tsou chow choo
熊 hung hsiung him
金 kam chin kim
陆 luk lu loke look luc
郝 kok hao
孔 hung kung kong gong khong
白 pak pai peh paek baek bach
崔 chui tsui choi choe chwe thoi
康 hong kang khang
毛 mo mao mou
邱 yau chiu khoo koo hew khu
秦 chun chin
江 kong chiang kang giang
史 sze shih sa su
顾 koo ku goo
侯 hau hou how hu hau
邵 siu shao so thieu
孟 mang meng maeng manh
龙 lung loong leong
万 man wan
段 tuen tuan dan doan
钱 chin chien
汤 tong tang thong thang
尹 wan yin yoon yun doan
黎 lai li le loy
易 yik yi yick dich
常 sheung chang
武 mo wu vu vo
乔 kiu chiao kieu
贺 ho
赖 lai loi
龚 kung gong kong cung
文 man wen boon moon van
施 see shih sze si
洪 hung ang hong
倪 ngai ni
严 yim yen ngiam giam eom nghiem
温 wan wen
蓝 lam lan nam
柯 or ko quah kua kha
翁 yung weng ang eng ong
纪 kei chi
庄 chong chuang chng ching jang trang
詹 chim chan
游 yau yu yew
柳 lau liu yoo ryu lieu
刁 tiu tiao
甘 kam kan gan
区 au ou
欧 au ou
关 kwan kuan quan
麦 mak mai
伍 ng wu
冼 sin
简 kan chien kan gan
卓 cheuk cho toh tok
涂 to tu tow
阮 yuen juan nguyen wan
朴 park pak bak piao
安 on an ahn
全 chun jeon chuan
权 kuen kwon
申 shen shin sin than
车 che cha
裴 pui pei bae bui
池 chi ji tri
俞 yu yue yoo
元 yuen won yuan
闵 man min
成 sing seong sung cheng
辛 san hsin shin tan
连 lin lien lian
童 tung tong
符 foo fu hoo
凌 ling
岑 shum sam
莫 mok mo mac
霍 fok huo
劳 lo lao lou
容 yung jung
古 koo ku
骆 lok lo loh
殷 yan yin
鲍 pau pao
尤 yau yu yew
司徒 szeto seto szetoh
欧阳 auyeung auyong ouyang
诸葛 chukot chuko jegal
上官 sheungkoon shangkuan
司马 szema ssuma
皇甫 wongpo huangfu
南宫 nankung namgung
鲜于 hsienyu sunwoo`

var spellings = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(familySpellings) {
		if words := strings.Fields(line); len(words) > 1 {
			out[strings.Map(Fold, words[0])] = words[1:]
		}
	}
	return out
})

// SurnameSpellings returns how a Chinese family name, in whatever variants, is
// also written in Latin letters by those who bear it, pinyin mostly left out: for
// 陈 chan, chen, tan. The slice belongs to the package; it is nil for a name that
// is not among the about 150 most frequent.
func SurnameSpellings(surname string) []string { return spellings()[strings.Map(Fold, surname)] }
