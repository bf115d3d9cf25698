package match

// The lists are short on purpose and hold what descriptions of missing people
// are made of, in English and French, folded. They are never written to.

// empty are words that say nothing about how somebody looks.
var empty = []string{
	"the", "and", "with", "was", "has", "had", "have", "his", "her", "she", "him", "their", "they", "for", "from", "into", "that", "this", "when", "not",
	"last", "seen", "wearing", "wears", "wear", "wore", "worn", "dressed", "carrying", "carried", "about", "approx", "approximately", "around", "roughly", "tall", "height", "very", "bit",
	"les", "des", "une", "aux", "avec", "sur", "dans", "par", "pour", "est", "elle", "ils", "son", "ses", "sa", "lui", "qui", "pas", "tres", "environ", "taille", "mesure",
	"vue", "portait", "porte", "portant", "vetu", "vetue", "habille", "habillee", "couleur", "colour", "color", "coloured", "uses", "using", "walks", "walking", "marche",
	"person", "personne", "man", "woman", "homme", "femme", "boy", "girl", "garcon", "fille", "other", "autre", "device", "needs", "side", "cote",
}

// colours are the canonical colours.
var colours = []string{"black", "white", "grey", "brown", "blond", "red", "blue", "green", "yellow", "pink", "purple", "orange", "beige", "hazel", "gold", "silver", "fair"}

// phrases are replaced before words are looked up.
var phrases = []struct{ says, word string }{
	{"t shirt", "tshirt"}, {"tee shirt", "tshirt"}, {"t shirts", "tshirt"},
	{"hooded sweatshirt", "hoodie"}, {"hooded sweater", "hoodie"}, {"hooded top", "hoodie"}, {"sweat a capuche", "hoodie"}, {"pull a capuche", "hoodie"},
	{"port wine mark", "birthmark"}, {"port wine stain", "birthmark"}, {"birth mark", "birthmark"}, {"tache de naissance", "birthmark"}, {"tache de vin", "birthmark"}, {"grain de beaute", "mole"},
	{"walking stick", "cane"}, {"hearing device", "hearing aid"}, {"appareil auditif", "hearing aid"}, {"fauteuil roulant", "wheelchair"}, {"wheel chair", "wheelchair"},
	{"no hair", "bald"}, {"sans cheveux", "bald"}, {"crane rase", "bald"}, {"shaved head", "bald"}, {"off white", "white"},
	{"boucles d oreilles", "earring"}, {"boucle d oreille", "earring"}, {"ear ring", "earring"}, {"ear rings", "earring"}, {"sac a dos", "backpack"}, {"sac a main", "handbag"},
	{"en or", "gold"}, {"en argent", "silver"}, {"head scarf", "headscarf"}, {"flip flops", "sandals"},
}

// synonyms maps words to the one that stands for them.
var synonyms = []struct {
	word  string
	words []string
}{
	{"black", []string{"noir", "noire", "noirs"}},
	{"white", []string{"blanc", "blanche", "blancs", "cream", "ivory", "creme", "ecru"}},
	{"grey", []string{"gray", "gris", "grise", "greying", "graying", "grisonnant", "grisonnants", "charcoal", "anthracite"}},
	{"brown", []string{"brun", "brune", "bruns", "marron", "chestnut", "chatain", "chatains", "brunette"}},
	{"blond", []string{"blonde", "blonds"}},
	{"fair", []string{"clair", "claire", "clairs", "light"}},
	{"dark", []string{"fonce", "foncee", "fonces", "sombre"}},
	{"red", []string{"rouge", "roux", "rousse", "ginger", "auburn", "reddish", "crimson", "burgundy", "maroon", "bordeaux"}},
	{"blue", []string{"bleu", "bleue", "bleus", "navy", "marine"}},
	{"green", []string{"vert", "verte", "verts", "olive", "khaki", "kaki"}},
	{"yellow", []string{"jaune", "mustard", "moutarde"}},
	{"pink", []string{"rose", "roses"}},
	{"purple", []string{"violet", "violette", "mauve", "lilac"}},
	{"hazel", []string{"noisette"}},
	{"gold", []string{"golden", "dore", "doree"}},
	{"silver", []string{"argente", "argentee"}},
	{"hair", []string{"hairs", "haired", "cheveu", "cheveux", "hairstyle"}},
	{"eyes", []string{"eye", "eyed", "oeil", "yeux"}},
	{"bald", []string{"chauve", "hairless"}},
	{"curly", []string{"boucle", "boucles", "frise", "frises", "curls"}},
	{"beard", []string{"barbe", "barbu", "bearded"}},
	{"moustache", []string{"mustache"}},
	{"glasses", []string{"spectacles", "lunettes", "eyeglasses"}},
	{"slim", []string{"mince", "thin", "maigre", "slender", "svelte"}},
	{"stout", []string{"gros", "grosse", "corpulent", "corpulente", "heavy", "overweight", "stocky", "fort", "forte"}},
	{"shirt", []string{"blouse", "chemise", "chemisier"}},
	{"tshirt", []string{"tee", "tees"}},
	{"sweater", []string{"pullover", "jumper", "jersey", "pull", "chandail", "cardigan", "gilet", "sweat"}},
	{"hoodie", []string{"hooded", "hoody", "sweatshirt", "capuche"}},
	{"jacket", []string{"coat", "veste", "blouson", "manteau", "parka", "anorak", "doudoune", "raincoat", "overcoat"}},
	{"dress", []string{"robe", "gown"}},
	{"skirt", []string{"jupe"}},
	{"trousers", []string{"trouser", "pants", "pantalon", "pantalons", "slacks"}},
	{"jeans", []string{"jean", "denim"}},
	{"shoe", []string{"shoes", "chaussure", "chaussures", "sneakers", "sneaker", "trainers", "baskets"}},
	{"boot", []string{"boots", "botte", "bottes", "bottine", "bottines"}},
	{"sandals", []string{"sandal", "sandale", "sandales", "tongs"}},
	{"hat", []string{"cap", "casquette", "chapeau", "bonnet", "beanie"}},
	{"scarf", []string{"echarpe", "foulard"}},
	{"headscarf", []string{"hijab", "voile", "veil"}},
	{"backpack", []string{"rucksack", "knapsack"}},
	{"bag", []string{"sac", "sacoche"}},
	{"handbag", []string{"purse"}},
	{"ring", []string{"bague", "alliance"}},
	{"necklace", []string{"collier", "chaine", "chain", "pendant", "pendentif"}},
	{"earring", []string{"earrings"}},
	{"watch", []string{"montre", "wristwatch"}},
	{"pierced", []string{"piercing", "piercings", "perce", "perces", "percees"}},
	{"tattoo", []string{"tattoos", "tattooed", "tatouage", "tatouages", "tatoue", "tatouee"}},
	{"scar", []string{"scarred", "scars", "cicatrice", "cicatrices", "balafre"}},
	{"birthmark", []string{"angiome"}},
	{"face", []string{"facial", "cheek", "joue", "joues", "visage"}},
	{"arm", []string{"bras", "forearm", "arms"}},
	{"hand", []string{"main", "mains", "hands"}},
	{"finger", []string{"doigt", "doigts", "fingers"}},
	{"wrist", []string{"poignet", "poignets"}},
	{"shoulder", []string{"epaule", "epaules"}},
	{"neck", []string{"cou", "nuque"}},
	{"leg", []string{"jambe", "jambes", "legs"}},
	{"knee", []string{"genou", "genoux"}},
	{"foot", []string{"pied", "pieds", "feet"}},
	{"chest", []string{"poitrine", "torse"}},
	{"back", []string{"dos"}},
	{"ear", []string{"ears", "oreille", "oreilles"}},
	{"tooth", []string{"teeth", "dent", "dents"}},
	{"left", []string{"gauche"}},
	{"right", []string{"droit", "droite"}},
	{"missing", []string{"lacks", "lacking", "manque", "manquant", "manquante", "amputated", "amputee", "ampute"}},
	{"bird", []string{"oiseau", "oiseaux", "birds"}},
	{"heart", []string{"coeur"}},
	{"star", []string{"etoile", "etoiles"}},
	{"cross", []string{"croix"}},
	{"flower", []string{"fleur", "fleurs", "flowers"}},
	{"name", []string{"nom", "prenom", "names"}},
	{"cane", []string{"canne"}},
	{"crutches", []string{"bequille", "bequilles", "crutch"}},
	{"pregnant", []string{"enceinte"}},
	{"diabetic", []string{"diabetique", "diabetes", "diabete", "insulin", "insuline"}},
}
