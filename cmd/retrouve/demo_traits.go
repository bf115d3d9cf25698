package main

import "strings"

// traits are the words of descriptions, in French and English side by side.
type traits struct{ hair, eyes, build, beard, glasses, clothes, things, marks, motifs, zones [][2]string }

// demoTraits has enough of them that few people look alike: <m> and <f> stand
// for a colour in its French gender.
func demoTraits() traits {
	return traits{
		hair:    pairs("bruns courts=short brown,bruns longs=long brown,noirs courts=short black,noirs longs=long black,blonds=blond,châtains=light brown,roux=red,gris=grey,rasés=shaved,noirs tressés=braided black,blancs=white"),
		eyes:    pairs("marron=brown,noirs=black,bleus=blue,verts=green,gris=grey,noisette=hazel"),
		build:   pairs("mince=slim,moyenne=medium,forte=heavy,athlétique=athletic"),
		beard:   pairs("barbe courte=short beard,moustache=moustache,barbe longue=long beard,bouc=goatee"),
		glasses: pairs("lunettes rondes=round glasses,lunettes noires=black glasses,lunettes fines=thin glasses"),
		clothes: pairs("manteau <m>=<m> coat,blouson <m>=<m> bomber jacket,pull <m>=<m> jumper,pantalon <m>=<m> trousers,gilet <m>=<m> cardigan,sweat à capuche <m>=<m> hooded sweatshirt,tee-shirt <m>=<m> T-shirt,imperméable <m>=<m> raincoat,costume <m>=<m> suit,bonnet <m>=<m> woolly hat,robe <f>=<f> dress,jupe <f>=<f> skirt,veste <f>=<f> jacket,chemise <f>=<f> shirt,écharpe <f>=<f> scarf,doudoune <f>=<f> puffer jacket,casquette <f>=<f> cap"),
		things:  pairs("sac à dos <m>=<m> rucksack,sac à main <m>=<m> handbag,montre à bracelet <m>=watch with a <m> strap,téléphone à coque <f>=phone in a <f> case,portefeuille <m>=<m> wallet,parapluie <m>=<m> umbrella,alliance gravée « M & J »=wedding ring engraved M & J,bague en argent=silver ring,porte-clés en forme de chouette=owl key ring,appareil auditif=hearing aid,badge de cantine=canteen badge,collier à médaillon=locket,harmonica=harmonica,carte de bibliothèque=library card,bracelet tressé <m>=<m> braided bracelet,étui de violon=violin case"),
		marks:   pairs("cicatrice=scar,grain de beauté=mole,tache de naissance=birthmark,piercing=piercing,brûlure ancienne=old burn"),
		motifs:  pairs("hirondelle=swallow,ancre=anchor,rose=rose,dragon=dragon,boussole=compass,papillon=butterfly,étoile=star,lune=moon,loup=wolf,arbre=tree,clé de sol=treble clef,plume=feather,soleil=sun,chat=cat,vague=wave,initiales L. M.=initials L. M.,montagne=mountain,carpe=carp,crâne=skull,trèfle=clover"),
		zones:   pairs("poignet gauche=left wrist,poignet droit=right wrist,avant-bras gauche=left forearm,avant-bras droit=right forearm,épaule gauche=left shoulder,épaule droite=right shoulder,cou=neck,cheville gauche=left ankle,cheville droite=right ankle,dos=back,mollet droit=right calf,menton=chin,joue droite=right cheek,sourcil gauche=left eyebrow"),
	}
}

// colours are in French, for a man's word and a woman's word, and in English.
func colours() [][3]string {
	return [][3]string{
		{"bleu", "bleue", "blue"}, {"bleu marine", "bleu marine", "navy blue"}, {"vert", "verte", "green"}, {"noir", "noire", "black"},
		{"blanc", "blanche", "white"}, {"gris", "grise", "grey"}, {"rouge", "rouge", "red"}, {"jaune", "jaune", "yellow"},
		{"beige", "beige", "beige"}, {"violet", "violette", "purple"}, {"rose", "rose", "pink"}, {"marron", "marron", "brown"}, {"orange", "orange", "orange"},
	}
}

// pairs reads "français=english,...".
func pairs(s string) [][2]string {
	var out [][2]string
	for p := range strings.SplitSeq(s, ",") {
		fr, en, _ := strings.Cut(p, "=")
		out = append(out, [2]string{fr, en})
	}
	return out
}

// coloured picks one and gives it a colour, the same in both languages.
func (c *cast) coloured(list [][2]string) [2]string {
	both, colour := pick(c, list), pick(c, colours())
	fr := strings.NewReplacer("<m>", colour[0], "<f>", colour[1])
	en := strings.NewReplacer("<m>", colour[2], "<f>", colour[2])
	return [2]string{fr.Replace(both[0]), en.Replace(both[1])}
}

// mark is a tattoo or something else on the body, and where.
func (c *cast) mark() [2]string {
	zone, kind := pick(c, c.traits.zones), pick(c, c.traits.marks)
	if c.chance(60) {
		motif := pick(c, c.traits.motifs)
		kind = [2]string{"tatouage (" + motif[0] + ")", "tattoo (" + motif[1] + ")"}
	}
	return [2]string{kind[0] + ", " + zone[0], kind[1] + ", " + zone[1]}
}
