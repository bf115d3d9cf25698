package main

// town is where people of the measurements were last seen: a real town, with the
// position of its middle to a hundredth of a degree.
type town struct {
	name, country string
	lat, lon      float64
}

// benchTowns are in the order of how many people were seen there. Some are close to
// each other, some have the name in another script.
func benchTowns() []town {
	return []town{
		{"Paris", "FR", 48.86, 2.35}, {"Saint-Denis", "FR", 48.94, 2.36}, {"Montreuil", "FR", 48.86, 2.44},
		{"Istanbul", "TR", 41.01, 28.98}, {"London", "GB", 51.51, -0.13}, {"القاهرة", "EG", 30.04, 31.24},
		{"Lyon", "FR", 45.76, 4.84}, {"Villeurbanne", "FR", 45.77, 4.88}, {"Bruxelles", "BE", 50.85, 4.35},
		{"Marseille", "FR", 43.30, 5.37}, {"Berlin", "DE", 52.52, 13.41}, {"Madrid", "ES", 40.42, -3.70},
		{"Москва", "RU", 55.76, 37.62}, {"Київ", "UA", 50.45, 30.52}, {"Beirut", "LB", 33.89, 35.50},
		{"Gaziantep", "TR", 37.06, 37.38}, {"حلب", "SY", 36.20, 37.16}, {"Casablanca", "MA", 33.57, -7.59},
		{"Marrakech", "MA", 31.63, -7.99}, {"Lisboa", "PT", 38.72, -9.14}, {"Roma", "IT", 41.90, 12.50},
		{"Athina", "GR", 37.98, 23.73}, {"Nice", "FR", 43.70, 7.27}, {"Valencia", "ES", 39.47, -0.38},
		{"New York", "US", 40.71, -74.01}, {"Ciudad de México", "MX", 19.43, -99.13}, {"Bogotá", "CO", 4.71, -74.07},
		{"São Paulo", "BR", -23.55, -46.63}, {"Port-au-Prince", "HT", 18.54, -72.34}, {"東京", "JP", 35.68, 139.69},
		{"仙台", "JP", 38.27, 140.87}, {"서울", "KR", 37.57, 126.98}, {"成都", "CN", 30.57, 104.07},
		{"Kathmandu", "NP", 27.72, 85.32}, {"दिल्ली", "IN", 28.61, 77.21}, {"Jakarta", "ID", -6.21, 106.85},
		{"Manila", "PH", 14.60, 120.98}, {"Nairobi", "KE", -1.29, 36.82}, {"Lagos", "NG", 6.52, 3.38}, {"Tbilisi", "GE", 41.72, 44.79},
	}
}

// habit is how people are described in one language.
type habit struct {
	lang         string
	things, says []string
}

// habits are languages beside the French and English of the cast.
func habits() []habit {
	return []habit{
		{"es", words("chaqueta roja,pantalón negro,camiseta blanca,vestido azul,mochila verde,gorra gris,bolso marrón,zapatillas amarillas"),
			words("Llamó a las nueve y no contesta desde entonces.,Llevaba a su hija de la mano.,Iba a tomar el último tren.")},
		{"ar", words("سترة حمراء,بنطلون أسود,قميص أبيض,فستان أزرق,حقيبة خضراء,قبعة رمادية,وشاح بني,حذاء أصفر"),
			words("اتصل في التاسعة ولا يجيب منذ ذلك الحين.,كان مع أخته عند المدخل.,يتكلم قليلا من الفرنسية.")},
		{"de", words("rote Jacke,schwarze Hose,weißes Hemd,blaues Kleid,grüner Rucksack,graue Mütze,braune Tasche,gelbe Schuhe"),
			words("Hat um neun Uhr angerufen und meldet sich seitdem nicht.,Wollte den letzten Zug nehmen.,Trägt ein Hörgerät.")},
		{"ru", words("красная куртка,чёрные брюки,белая рубашка,синее платье,зелёный рюкзак,серая шапка,коричневая сумка,жёлтые кроссовки"),
			words("Звонил в девять и с тех пор не отвечает.,Ждала подругу у входа.,Хотел успеть на последний поезд.")},
		{"pt", words("casaco vermelho,calças pretas,camisa branca,vestido azul,mochila verde,boné cinzento,mala castanha,ténis amarelos"),
			words("Telefonou às nove e não atende desde então.,Estava à espera de amigos à entrada.,Fala pouco francês.")},
	}
}
