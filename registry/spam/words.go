package spam

import "strings"

// adverts are words and phrases of adverts, frauds and calls for money, in the
// languages of the site and of those who misuse disasters most: English, French,
// Spanish, Portuguese, German, Italian, Russian, Ukrainian, Turkish, Arabic,
// Chinese. No single one is enough.
var adverts = strings.Split(strings.Trim(`
casino|bitcoin|crypto|viagra|betting|jackpot|free money|click here|buy now|best price|discount|cheap|loan|earn money|work from home|investment|invest|subscribe|promo code|limited offer|escort|sexy|hot girls|replica|followers|seo
donate|donation|send money|western union|moneygram|gift card|paypal|wire transfer|ransom|reward if you pay|pay me|psychic|clairvoyant|guaranteed|100% guaranteed|i can find him for|detective agency
cliquez ici|achetez|prix imbattable|meilleur prix|promotion|réduction|crédit rapide|prêt entre particuliers|gagnez de l'argent|gagner de l'argent|pari|paris sportifs|voyant|marabout|retour d'affection|don en ligne|faites un don|cagnotte|virement|mandat cash|rançon|investissement|offre limitée|abonnez-vous|livraison gratuite
haga clic|haz clic|compra ahora|mejor precio|descuento|oferta|préstamo|gane dinero|gana dinero|apuestas|vidente|donación|donar|transferencia|rescate|inversión
clique aqui|compre agora|melhor preço|desconto|empréstimo|ganhe dinheiro|apostas|vidente|doação|resgate
hier klicken|jetzt kaufen|rabatt|kredit|geld verdienen|wetten|spenden sie|überweisung|lösegeld|gratis
clicca qui|acquista ora|sconto|prestito|guadagna|scommesse|donazione|bonifico|riscatto
казино|ставки|заработок|кредит|скидка|купить|переведите|перевод на карту|донат|выкуп|ясновидящая|знижка|переказ|кредит онлайн
tıklayın|bahis|indirim|kredi|para kazan|bağış|fidye|havale|medyum
كازينو|قرض|خصم|اربح|اضغط هنا|تبرع|تحويل|فدية|استثمار|عروض
贷款|赌场|点击|优惠|赚钱|捐款|转账|赎金|投资|加微信
`, "\n"), "\n")

// advertWords counts the different words of adverts in a text, as whole words
// where the script has spaces.
func advertWords(text string) int {
	folded := " " + strings.Join(strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "’", "'")), func(r rune) bool {
		return strings.ContainsRune(" \t\n.,;:!?()[]\"«»…", r)
	}), " ") + " "
	n, seen := 0, map[string]bool{}
	for _, line := range adverts {
		for word := range strings.SplitSeq(line, "|") {
			spaced := " " + word + " "
			if word[0] >= 0xe3 { // Chinese is written without spaces
				spaced = word
			}
			if !seen[word] && strings.Contains(folded, spaced) {
				seen[word] = true
				n++
			}
		}
	}
	return n
}
