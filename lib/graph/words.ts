/** `singular:plural` pairs, blank-separated. */
const pairs = (...lines: string[]): [string, string][] =>
  lines
    .join(' ')
    .split(' ')
    .map(pair => pair.split(':') as [string, string]);

/** Words that are their own plural; words that end in one are too. */
const SAME =
  'aircraft beef bison blues chassis deer fish moose police salmon series sheep shrimp species swine trout tuna you media graffiti';
const UNCOUNTABLE = 'equipment information jeans money news rice';

/** Irregular words, in the order of flect's dictionary, which is the order their endings are tried in backwards. */
const WORDS = pairs(
  SAME.split(' ')
    .slice(0, 18)
    .map(word => `${word}:${word}`)
    .join(' '),
  'child:children foot:feet goose:geese man:men human:humans mouse:mice tooth:teeth woman:women person:people adieu:adieux',
  'fabliau:fabliaux bureau:bureaus criterion:criteria ganglion:ganglia lexicon:lexica mitochondrion:mitochondria',
  'noumenon:noumena phenomenon:phenomena taxon:taxa media:media medium:media stadium:stadiums aquarium:aquaria',
  'auditorium:auditoria symposium:symposia curriculum:curriculums quota:quotas alumnus:alumni bacillus:bacilli cactus:cacti',
  'coccus:cocci focus:foci locus:loci nucleus:nuclei octopus:octupuses radius:radii syllabus:syllabi corpus:corpora',
  'genus:genera alumna:alumnae vertebra:vertebrae differentia:differentiae minutia:minutiae vita:vitae larva:larvae',
  'postcava:postcavae praecava:praecavae uva:uvae apex:apices codex:codices index:indices latex:latices vertex:vertices',
  'vortex:vortices appendix:appendices radix:radices helix:helices crisis:crises ellipsis:ellipses genesis:geneses',
  'oasis:oases thesis:theses testis:testes base:bases basis:bases vedalia:vedalias abuse:abuses cause:causes clause:clauses',
  'cruse:cruses excuse:excuses fuse:fuses house:houses misuse:misuses muse:muses pause:pauses ache:aches topaz:topazes',
  'buffalo:buffaloes potato:potatoes tomato:tomatoes',
  UNCOUNTABLE.split(' ')
    .map(word => `${word}:${word}`)
    .join(' '),
  'dwarf:dwarfs hoof:hoofs thief:thieves chive:chives hive:hives move:moves movie:movies cookie:cookies',
  'pretorium:pretoriums agenda:agendas formula:formulas shoe:shoes graffiti:graffiti',
);

/** Words that say nothing about words ending in them. */
export const WHOLE: ReadonlyMap<string, string> = new Map(
  pairs('ox:oxen louse:lice die:dice axis:axes alias:aliases use:uses toe:toes'),
);

export const IRREGULAR: ReadonlyMap<string, string> = new Map(WORDS);

export const IDENTICAL: ReadonlySet<string> = new Set(`${SAME} ${UNCOUNTABLE}`.split(' '));

/** Other plurals of irregular words, which are taken for plurals already. */
const ALTERNATIVES =
  'beefs fishes salmons shrimps swines trouts tunas adieus bureaux ganglions lexicons mitochondrions mediums stadia aquariums' +
  ' auditoriums symposiums curricula alumnuses cactuses focuses locuses nucleuses octopi radiuses corpuses apexes codexes indexes' +
  ' latexes vertexes vortexes appendixes radixes helixes buffalos dwarves hooves formulae';

/** Words of which no singular goes back to their plural: blues, ellipses and the bases of a basis. */
const ONE_WAY = new Set(['blues', 'ellipsis', 'medium', 'basis']);

/** Words that are plurals already. */
export const YIELDED: ReadonlySet<string> = new Set([
  ...WORDS.filter(([singular]) => !ONE_WAY.has(singular)).map(([, plural]) => plural),
  ...WHOLE.values(),
  ...ALTERNATIVES.split(' '),
]);

const ENDINGS = pairs(
  'tive:tives eaf:eaves oaf:oaves afe:aves arf:arves rfe:rves rf:rves lf:lves fe:ves ay:ays ey:eys oy:oys quy:quies uy:uys y:ies',
  'eau:eaux bula:bulae dula:bulae lula:bulae nula:bulae vula:bulae hedron:hedra ium:ia seum:seums eum:ea oum:oa',
  'stracum:straca dum:da elum:ela ilum:ila olum:ola ulum:ula llum:lla ylum:yla imum:ima ernum:erna gnum:gna brum:bra crum:cra',
  'terum:tera serum:sera trum:tra antum:anta atum:ata entum:enta etum:eta itum:ita otum:ota utum:uta ctum:cta ovum:ova',
  'trix:trices iasis:iases mesis:meses kinesis:kineses resis:reses gnosis:gnoses opsis:opses ysis:yses ouse:ouses',
  'lause:lauses us:uses ch:ches io:ios sh:shes ss:sses ez:ezzes iz:izzes tz:tzes zz:zzes ano:anos lo:los to:tos oo:oos o:oes x:xes',
);

/** Endings and what they become, the first that fits: those of irregular words, then the regular ones. */
export const SUFFIXES: readonly (readonly [string, string])[] = [...[...WORDS].reverse(), ...ENDINGS];
