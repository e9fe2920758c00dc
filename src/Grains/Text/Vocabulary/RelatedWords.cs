using System.Collections.Frozen;

namespace FencyGrid.Grains.Text.Vocabulary;

/// <summary>
/// Common English words of everyday life that are said for one another, and kinds of things that are asked for by what they are. Written by
/// hand and kept to what any dictionary would agree with: nobody's names and no one conversation's topics. A few hundred words bridge what idf and stems cannot.
/// </summary>
internal static class RelatedWords
{
    private const string Synonyms =
        "mother mom mum mommy mama; father dad daddy papa; grandmother grandma granny nana; grandfather grandpa granddad; child kid; "
        + "baby infant newborn toddler; husband spouse; wife spouse; girlfriend partner; boyfriend partner; marry wedding marriage wed; "
        + "fiance fiancee engaged engagement; divorce separated breakup; friend buddy pal mate; colleague coworker; "
        + "boss manager supervisor; job work career occupation profession employment; company firm business employer; quit resign; "
        + "fire layoff laid dismiss; hire employ recruit; buy purchase; cost price pay expensive; money financial finance cash; "
        + "salary wage income earn; house home apartment flat; move relocate; neighbor neighborhood neighbour neighbourhood; "
        + "car vehicle auto; bike bicycle cycling; motorcycle motorbike; trip travel visit vacation journey tour holiday; "
        + "plane flight airport fly; country nation abroad; doctor physician; sick ill illness disease unwell; "
        + "injury hurt injure accident pain; healthy health fitness wellness; exercise workout gym fitness training; "
        + "run jog marathon race; hike trail trek walk; meal food dish eat; cook recipe bake kitchen; dinner supper meal; "
        + "restaurant cafe diner; drink beverage; dessert sweet; favorite favourite best love prefer; like love enjoy; hate dislike; "
        + "hobby pastime leisure interest; movie film cinema; tv television show series; book novel read; author writer write; "
        + "poem poetry poet; story tale; song music tune; concert gig show; band group musician; paint art artwork canvas; draw sketch; "
        + "photo picture pic photograph image photography; craft handmade; game videogame play; team squad club; "
        + "win victory champion award prize trophy; defeat lose beat; competition contest tournament championship match; coach trainer; "
        + "dog puppy pup; cat kitten kitty; school class college university; university college; study learn class course; student pupil; "
        + "teacher instructor professor tutor; degree graduate graduation diploma major; exam test quiz; lesson class workshop course; "
        + "volunteer charity donate; donate donation fundraiser fundraising charity; help support assist aid; "
        + "support encourage encouragement; advice suggest recommend tip suggestion advise; suggest recommend advise propose; "
        + "idea suggestion; gift present; receive get gift; happy glad joy excited thrilled; sad upset unhappy depressed; "
        + "angry mad furious annoyed; scared afraid fear frightened; worry anxious nervous concern anxiety; stress pressure overwhelm; "
        + "tired exhausted; relax calm unwind; peaceful calm quiet; difficult hard tough challenge struggle; "
        + "problem issue trouble challenge; begin start; end finish complete stop; create make design build; fix repair; plan intend hope; "
        + "goal dream aspiration ambition aim; decide decision choose choice; believe belief faith; religion faith church religious; "
        + "church religious pray; politics political politician government election; military army veteran soldier; event occasion; "
        + "celebrate celebration party; party celebration gathering; meet encounter; talk chat conversation speak discuss; call phone; "
        + "internet online website web; computer laptop pc; software app program programming code; phone mobile smartphone; "
        + "business company startup; shop store; clothes clothing outfit dress; shoe sneaker boot; jewelry necklace bracelet; "
        + "color colour; garden gardening plant flower; nature outdoors outdoor; mountain hill peak; beach ocean sea coast; lake river; "
        + "forest wood; museum exhibit gallery exhibition; camp tent; old age; birthday born; die death passed; "
        + "remember memory reminder remind; inspire motivate inspiration motivation; important significant meaningful; reason because; "
        + "improve improvement better; achieve accomplish achievement accomplishment success succeed; community local; "
        + "organization nonprofit charity group; beautiful pretty gorgeous stunning lovely; fun enjoyable; "
        + "therapy therapist counseling counselor; conference convention; register enroll sign; join member; discover find; "
        + "relative cousin aunt uncle; live reside residence; nickname name; grow raise; own have; afraid scared; funny hilarious humor; "
        + "famous celebrity; rich wealthy; near nearby close; big large huge; small little tiny; fast quick; hospital clinic medical; "
        + "medicine medication pill drug; surgery operation; police cop officer; lawyer attorney; thief stolen steal rob; noise loud; "
        + "dirty mess messy; clean tidy; cheap affordable; busy occupied; lucky fortunate; strange weird odd; wrong mistake error; "
        + "correct right; smell scent; secret private; allergy allergic; vegetarian vegan; alcohol beer wine; cigarette smoke smoking; "
        + "bus train transit; road street highway; luggage suitcase bag; passport visa; hotel hostel motel; rent lease landlord; "
        + "loan mortgage debt; insurance policy; meeting appointment; schedule calendar appointment; email mail message; password login; "
        + "deadline due; project assignment; interview application apply; promotion promote; pregnant pregnancy expecting; twin sibling; "
        + "nephew niece";

    private const string Kinds =
        "parent mother father mom dad; sibling brother sister; relationship dating boyfriend girlfriend partner husband wife; "
        + "relative cousin aunt uncle grandma grandpa grandmother grandfather niece nephew; "
        + "family mom dad kid husband wife son daughter sister brother grandma parent child; "
        + "sport basketball football soccer tennis baseball hockey volleyball golf swim surf ski skate run; "
        + "exercise yoga run swim weight jog cycling hike gym; instrument guitar piano violin drum flute clarinet saxophone cello trumpet; "
        + "pet dog cat puppy kitten hamster fish bird turtle rabbit; animal dog cat horse bird turtle cow sheep; "
        + "color red blue green yellow purple pink black white orange brown; vehicle car truck bike motorcycle van bus; "
        + "country england france spain italy germany japan canada mexico brazil india china australia; "
        + "season summer winter spring fall autumn; "
        + "hobby paint read garden hike cook photography write game knit; activity hike camp swim paint yoga run bike cook dance; "
        + "dessert cake cookie pie chocolate; food pizza pasta salad chicken soup rice cake bread; "
        + "fruit apple banana berry orange mango grape; vegetable carrot tomato potato onion broccoli; drink coffee tea beer wine juice; "
        + "emotion happy sad angry anxious proud excited nervous; feeling happy sad angry anxious proud excited nervous; "
        + "game chess console nintendo xbox playstation; music guitar piano concert song band jazz rock; art paint draw sculpture ceramic; "
        + "job teacher nurse engineer doctor lawyer manager; holiday christmas thanksgiving easter halloween; "
        + "device phone laptop computer tablet; clothes shirt dress jacket shoe hat; outdoor hike camp surf bike ski park mountain; "
        + "weather rain snow storm sunny; disaster flood fire earthquake hurricane storm; injury sprain fracture bruise burn wound broke; "
        + "subject math science history english; degree bachelor master phd; accident crash injury; furniture chair table couch sofa bed; "
        + "tool hammer saw drill; nature forest mountain lake beach river sunset; "
        + "language english spanish french german italian japanese chinese";

    private static readonly FrozenDictionary<uint, uint[]> Others = new WordGroups().AddMutual(Synonyms).AddKinds(Kinds).Freeze();

    internal static uint[] Of(uint term) => Others.GetValueOrDefault(term, []);
}
