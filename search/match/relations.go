package match

import (
	"strings"
	"sync"

	"github.com/retrouve/retrouve/search/names"
)

// relations are words around the name of a companion, folded.
var relations = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(relationWords) {
		m[names.Fold(w)] = true
	}
	return m
})

const relationWords = `
with was were together her his their my our two three some also named called family friend friends
brother sister mother father mum mom dad parents son daughter child children baby husband wife partner boyfriend girlfriend
uncle aunt cousin nephew niece grandfather grandmother grandson granddaughter grandparents neighbour neighbor colleague teacher
mr mrs ms miss dr older younger little big twin
avec était etaient étaient ensemble sa ses leur leurs mon ma mes nos notre aussi nommé nommée appelé appelée
famille ami amie amis amies frère soeur sœur frères soeurs mère père maman papa parents fils fille enfant enfants bébé mari femme épouse époux
conjoint conjointe compagnon compagne copain copine oncle tante cousin cousine neveu nièce grand-père grand-mère grand père grand-parents
petit-fils petite-fille petit petite voisin voisine collègue maître maîtresse m mme mlle aîné aînée cadet cadette jumeau jumelle venu venue venus
mit seinem seiner ihrem ihrer bruder schwester mutter vater sohn tochter kind mann frau freund freundin herr
con su sus hermano hermana madre padre hijo hija marido esposa esposo amigo amiga señor señora
مع أخ أخيه أخيها أخته أختها أمه أمها والده والدها والدته والدتها ابنه ابنها ابنته ابنتها زوجه زوجها زوجته صديقه صديقها عائلته عائلتها
с со его её братом сестрой мамой папой матерью отцом мужем женой сыном дочерью другом подругой семьёй
`
