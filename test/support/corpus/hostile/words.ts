/** Words that names are made of: networking, games, finance, the web, and the three languages of `nvl_` columns. */
import type { Random } from '../random.ts';

const TEXT = `
access account action active adapter address admin agent alert alias allocate amount anchor answer api archive
array asset async atlas attribute audit auth avatar backend badge balance banner base batch binding block body
border bottom branch bridge broker browser bucket budget buffer build bundle button bytes cache calendar call
camera cancel canvas capture card cart category cell center chain channel chapter character chart check child
claim class clear client clinic cloud cluster code color column command comment commit company compare complete
component composite compute config confirm connect console contact container content context control cookie copy
counter country course cover create credit cursor custom dashboard data date debug default delete delivery depth
desktop detail device dialog diff digest direction disable dispatch display document domain download draft drawer
driver dropdown dump duration dynamic edge edit editor element email embed empty enable encap endpoint engine enter
entity entry enum environment error event example exchange execute export external facility factory family feature
fetch field file filter final finder flag flow folder font footer forecast form format forward frame function
gateway generate global graph grid group guard handle handler hash header health height helper hidden history home
hook host hover icon identifier image import index info initial inject input insert install instance interface
internal interval invoice item iterator join journal kernel key label language launch layer layout leaf level
library license limit line link list listener load local location lock logger login lookup loop manager manual map
margin mask match matrix maximum media member memory menu merge message meta method metric middle migrate minimum
mirror mobile modal mode model module monitor mount move multicast mutation name namespace narrator native neighbor
nested network next nhrp node note notice notify novel null number nursing object offset online open operation
option order origin output overflow overlay owner package packet padding page panel param parent parse parser
partial patch path patient pattern payload payment peer pending permission phone picker pipeline pixel placeholder
plain platform player plugin point policy pool popup port position post prefix preview primary print priority
private process product profile progress project promise prompt property protocol provider proxy publish push query
queue quota random range rank rate ratio reader receive record redirect reduce refresh region register release
reload remote remove render repeat replace report request require reset resolve resource response restore result
retry return review role root rotate route router runtime sample scale scan schedule schema scope score screen
script scroll search season section select selector send sequence server service session setting shadow shape share
sheet shift side signal size slider slot snapshot socket sort source space spinner stack stage start state static
status step storage store stream street string stroke style submit success summary support switch symbol sync
system table target task team template terminal text theme thread thumbnail ticket time timeout title toggle token
toolbar tooltip topic total trace track traffic transaction transform translate transport tree trigger tunnel type
unicast unique update upload usage user utility valid value variable vector vendor version video view virtual
visible visual vlan volume vxlan wallet warning watch weather webhook weight widget width window wizard worker
workspace wrapper write zone zoom
acesso permissao codigo usuario cadastro pagamento quantidade facture conso fournisseur livraison adresse
`;

const WORDS = TEXT.trim().split(/\s+/);
const FIRST = 'access';
/** Short parts that make real names less regular than words do. */
const BITS = [
  'id',
  'ip',
  'v4',
  'ip6',
  'tcp',
  'l3',
  'x2',
  'cfg',
  'ctx',
  'ptr',
  'db',
  'io',
  'ui',
  'utf8',
  'sha256',
  'h264',
] as const;

/** One word of the list. */
export function plainWord(random: Random): string {
  return WORDS[random.below(WORDS.length)] ?? FIRST;
}

/** One word; one time in six a short part such as `ctx` or `ip6`. */
export function word(random: Random): string {
  return random.chance(1, 6) ? random.pick(BITS) : plainWord(random);
}

/** `least` to `most` words. */
export function words(random: Random, least: number, most: number): string[] {
  return Array.from({ length: least + random.below(most - least + 1) }, () => word(random));
}

/** First letter upper-case; one time in eight a whole short word, as in `HTTP`. */
export function capital(random: Random, text: string): string {
  if (text.length <= 5 && random.chance(1, 8)) return text.toUpperCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `FooBarBaz` of `least` to `most` words. */
export function pascal(random: Random, least: number, most: number): string {
  return words(random, least, most)
    .map((part) => capital(random, part))
    .join('');
}

/** `fooBarBaz` of `least` to `most` words. */
export function camel(random: Random, least: number, most: number): string {
  return word(random) + pascal(random, least - 1, most - 1);
}
