package roman

import "testing"

func TestIndic(t *testing.T) {
	check(t, `
राम !ram rama
नरेंद्र !narendra
मोदी !modi modee
गांधी !gandhi
सुनीता !sunita suneeta
प्रियंका !priyanka
कृष्ण !krishna
कुमार !kumar
शर्मा !sharma
लक्ष्मी !lakshmi
सिंह !sinh
राजेश !rajesh
अमिताभ !amitabh
ज़ाकिर !zakir
फ़ारूक़ !faruq
दीपक !dipak deepak
अनुराधा !anuradha
मनमोहन !manmohan
विजय !vijay
संजय !sanjay
मिश्र !mishra
मुंबई !mumbai
`)
	check(t, `
শেখ !shekh
হাসিনা !hasina
মুজিবুর !mujibur
রহমান !rahaman
অভিজিৎ !abhijit
সৌরভ !saurabh
মমতা !mamata
ব্যানার্জী byanarji
ਗੁਰਪ੍ਰੀਤ !gurprit gurpreet
ਸਿੰਘ !singh
ਕੌਰ !kaur
ਹਰਜੀਤ !harjit
ਮਨਪ੍ਰੀਤ !manprit manpreet
નરેન્દ્ર !narendra
પટેલ !patel
અમિત !amit
મોદી !modi
નવીન !navin
ନବୀନ !nabina
ପଟ୍ଟନାୟକ !pattanayaka
`)
	check(t, `
குமார் !kumar
முருகன் !murugan
செல்வன் !selvan
ராஜா !raja
கண்ணன் !kannan
தமிழ் !thamizh
அஞ்சலி !anjali
லட்சுமி !latchumi
பாலன் !palan balan
வேங்கடம் !vengadam
రాముడు !ramudu
వెంకట !venkata
చంద్ర !chandra
లక్ష్మి !lakshmi
సత్య !satya sathya
ಸಿದ್ದರಾಮಯ್ಯ !siddaramayya
ಕುಮಾರ !kumara
ಬಸವ !basava
രാജൻ !rajan
ലത !latha lata
മോഹൻലാൽ !mohanlal
മമ്മൂട്ടി !mammutti
පෙරේරා !perera
රාජපක්ෂ !rajapaksha
සිල්වා !silwa silva
`)
}

func TestSouthEast(t *testing.T) {
	check(t, `
สมชาย !somchai
สมศักดิ์ !somsak
ทักษิณ !thaksin
ชินวัตร !chinwat
ไทย !thai
ประยุทธ์ !prayut
วิชัย !wichai vichai
กรุง !krung
มานี !mani
พร !phon porn
สุดา !suda
ธนพล thanaphon
จิรา !chira jira
เพชร !phet
อนันต์ !anan
กมล !kamon
เสรี !seri
แดง !daeng
หมู !mu
นวล !nuan
สวย !suai
บุญมี !bunmi
`)
	check(t, `
ສົມ !som
ບຸນມີ !bunmi
ຄຳ !kham
ວຽງ !wiang viang
ແກ້ວ !kaeo
ສີ !si
ສຸດາ !suda
ອານຸ !anu
ຈັນ !chan
សុខ !sok
វិចិត្រ !vechetr
ដារា !dara
បុប្ផា !bobpha
សុភា !sopha
មាលី !malei
រដ្ឋា rodtha
`)
	check(t, `
အောင် !aung
ဆန်း !san
စု !su
ကြည် !kyi
မင်း !min
ထက် !htet
ခင် !khin
သန်း !than
လှ !hla
ဇော် !zaw
ကို !ko
မောင် !maung
နီ !ni
ဦး !u
ဝင်း !win
ቴዎድሮስ !tewodros
አበበ !abebe
ሃይለ !hayle
ተስፋዬ !tesfaye
ሰላም !selam
ግርማ !girma
ማርያም !maryam
ዮሐንስ !yohans yohanis
ብርሃኑ !birhanu
`)
}

func TestHangul(t *testing.T) {
	check(t, `
김 !gim kim
이 !i lee yi
박 !bak park pak
최 !choe choi
정은 !jeongeun
신라 !silla
독립 !dongnip
백마 !baengma
종로 !jongno
김민수 !gimminsu kimminsu
문재인 !munjaein moonjaein
영희 !yeonghui
같이 !gachi
해돋이 !haedoji
좋고 !joko
별내 !byeollae
압구정 !apgujeong
석희 !seokhui
박지성 !bakjiseong
마이클 maikl
존 jon
우 !u woo
왕십리 !wangsimni
속리산 !songnisan
`)
}

func TestKana(t *testing.T) {
	check(t, `
さとう !sato satou satoh
おおの !ono oono ohno
しんじ !shinji sinzi
ちづこ !chizuko tizuko
ふじた !fujita huzita
まっちゃ !matcha
けんいち !kenichi
なんば !nanba namba
じゅん !jun zyun
ゆうこ !yuko yuuko
きょうこ !kyoko kyouko
いっぺい !ippei
サトウ !sato
マリア !maria
デイヴィッド !deividdo
ﾀﾅｶ !tanaka
ｶﾞｸﾄ !gakuto
ファティマ !fatima
シェーン !shen
ウィリアム !wiriamu
ティナ !tina
トム !tomu tom
ジェームズ !jemuzu
ヴァン !van
スミス !sumisu smis
つつみ !tsutsumi tutumi
`)
}
