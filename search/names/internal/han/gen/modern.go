package main

import "strings"

// modern holds given names that became frequent after the dictionaries were made,
// from general knowledge.
const modern = `
陽菜:ヒナ,ハルナ 結愛:ユア,ユイナ 陽葵:ヒマリ,ヒナタ 陽翔:ハルト,ヒナト 大翔:ヒロト,ハルト,ヤマト 悠真:ユーマ,ハルマ 颯太:ソータ 颯真:ソーマ 颯:ハヤテ,ソー 湊:ミナト
蓮:レン 樹:イツキ,タツキ 蒼:アオイ,ソー 碧:アオイ,アオ 律:リツ 新:アラタ 朝陽:アサヒ 陽太:ヨータ,ハルタ,ヒナタ 陽斗:ハルト 悠斗:ユート,ハルト 悠人:ユート,ハルト 奏:カナデ,ソー
奏太:ソータ,カナタ 湊斗:ミナト 琉生:ルイ 瑛太:エイタ 暖:ダン 伊織:イオリ 蒼空:ソラ 蒼真:ソーマ 結翔:ユイト 結人:ユイト 翔太:ショータ 海斗:カイト 拓海:タクミ 大和:ヤマト
結衣:ユイ 結菜:ユイナ,ユーナ 凛:リン 紬:ツムギ 葵:アオイ 芽依:メイ 咲良:サクラ 莉子:リコ 美桜:ミオ 澪:ミオ 心春:コハル 心愛:ココア,ココナ 花音:カノン 楓:カエデ 杏:アン
優奈:ユーナ,ユナ 美咲:ミサキ 七海:ナナミ 愛菜:マナ 美月:ミヅキ 美羽:ミウ 彩花:アヤカ 彩乃:アヤノ 莉央:リオ 琴音:コトネ 詩:ウタ 一花:イチカ 依茉:エマ 咲茉:エマ 凪:ナギ
希:ノゾミ 優斗:ユート 優太:ユータ 翼:ツバサ 大輝:ダイキ 健太:ケンタ 翔:ショー 聡太:ソータ 一樹:カズキ 直樹:ナオキ 遥:ハルカ 遥斗:ハルト 晴翔:ハルト`

// modernCost is that of a usual given name.
const modernCost = 75

// addModern adds these names, whatever they cost elsewhere, in their order.
func addModern(all map[string][]reading, fold variants) {
	for field := range strings.FieldsSeq(modern) {
		name, said, _ := strings.Cut(field, ":")
		k := key(name, fold)
		for i, kana := range strings.Split(said, ",") {
			all[k] = add(all[k], reading{'G', kana, modernCost + 5*i})
		}
	}
}
