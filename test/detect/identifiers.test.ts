import { expect, test } from 'vitest';
import type { Alphabet } from '../../src/model/rule.ts';
import { bodyOf } from '../../src/rules/body.ts';
import { seededBytes } from '../../src/rules/random.ts';
import { detect, detectAll } from '../support/detect.ts';

/** Names and placeholders seen in public code that share a prefix with our keys. */
const NAMES = `
nh_grp nh_id nh_family nh_flags nh_protocol nh_grp_type nh_groups_cnt nh_hw_stats_supported nh_dump_bucket_filter
nh_vrf_id nh_label_type nh_label_bind_thread nh_srv6 nh_composite_ecmp_select_by_rflow nh_underlay_tunnel_vif_selection
nh_mpls_udp_tunnel_validate_src nh_ecmp_store_ecmp_config_hash nh_vxlan_tun_l3_mac nh_udp_tun6_encap_len
nh_encap_check_and_get_priv nh_encap_type2str nh_encap_get_ip6 nh_list_get_attr_buffer_overflow nh_group2_member1
nh_2_interface_id nh_member_install_count nh_asic_db_key nh_memb_exp_count nh_key nh_10_10_10_1 nh_sw_if_index
nh_via_label nh_diff_prefixes nh_ptf_ports nh_is_vlink NH_IBGP nh_compose_unicode_screenshot nh_snprintf_w_impossible
nh_getenv nh_poskey nh_HI nh_XtPopdown nh_abc12345 nh_ctx nh_secret nh_host nh_.advertise nh_curr NH_OPTION
nh_temps.csv NH_DJF nh_seasons NH_4NO_3 NH_09_WGS nh_zoning_atlas_2023.zip nh_2way NH_ProviderInfo_2023.csv nh_org_id
base.nh_clinical_patient NH_00257 NH_20240131235959 NH_FAC-2024-001_Dupont.pdf nh_1712345678901_0
nh_3f9a21bc_1712345678901 nh_k3j9x2 nh_session nh_vid nh_pending nh_license_saved nh_settings
NH_LIVE_EXPLORER_BOOKMAKER NH_FLAKE nh_page_1 nh_f1 nh_roomAddition nh_formGroup nh__grain
nh_addtings_juzi.dual_terminal.title nh_nl_signal nh_re nvl_reduced_num_tokens_per_expert nvl_send_num_tokens_per_rank
nvl_channel_prefix_start nvl_rank_idx nvl_buffer_size num_nvl_bytes nvl_dist_alloc _moonep_nvl_dist_map mnnvl_workspace
mnnvl_live_probe.sh nvl_bw nvl_domain nvl_recv_bytes NVL_ERR_INSUFFICIENT_PERMISSIONS NVL_MORE_PROCESSING_REQUIRED
nvidia-h100-nvl_1_mistral.pkl nvl_rt_neigh_sync_begin nvl_rt_route_add nvl_shift_right_arithmetic nvl_cbrt nvl_clear
nvl_window gui.nvl_spacing nvl_narrator_white nvl_mode.html nvl_concat nvl_to_case NVL_FUNCTION nvl_acesso
nvl_permissao nvl_codigo NVL_BONUS_TOTAL_0 nvl_facture_total nvl_4_gr_pag008 nvl_alloc_nv nvl_set_root NVL_000014
NVL_31012024_hoadon.pdf NVL_3FA94C nvl_xxx nvl_0 NVL_C_MAEE_USZlow_101_R_ad.png QWENVL_VIDEO_READER internvl_data
nvl_XXXXXX nvl_att_ NVL_BASE_CLASS.xml nh_your_api_key_here nh_your_key_here nh_your_token_here nh_your_app_api_key
nh_valid_key nh_xxx nh_xxxxx nh_abc123 nvl_xxxx nvl_your_key nvl_test
`
  .trim()
  .split(/\s+/);

const random = seededBytes(404);
const body = (alphabet: Alphabet, length: number): string => bodyOf(alphabet, length, random);

/** Random text that shows a prefix by chance, and what generators of names make. */
const BY_CHANCE = [
  `nh_${'1712345678901'}_12`,
  `"nh_${body('hex', 32)}"`,
  `NH_${body('hex', 20)}`,
  `nvl_${body('hex', 8)} nvl_${body('hex', 12)} nvl_01H${body('hex', 23).toUpperCase()}`,
  `src="https://lh3.example.invalid/aida-public/AB6AXu${body('base64url', 40)}-nvl${'_'}${body('base64url', 240)}"`,
  `https://script.example.invalid/echo?user_content_key=nh${'_'}${body('base64url', 220)}`,
  `JWT_SECRET_KEY=nh${'_'}${body('base64url', 61)}`,
  `1hmByjAyoXmw-nH_${body('base64url', 30)}`,
  `nH_${body('base64url', 18)}`,
  `eyJhbGciOi.${body('base64url', 60)}-Nh_${body('base64url', 900)}`,
  `${body('base64url', 10)}-NH_${body('base64url', 20)}.jpg`,
  `nh_••••••••••••••••••••`,
  `nh_<key> nh_… nvl_...`,
];

/** Each as it stands, and as a string. */
const CASES = [
  ...NAMES.flatMap((name) => [name, `x = "${name}";`, `const value = ${name}`, `// ${name} for nohuman`]),
  ...BY_CHANCE.flatMap((text) => [text, `see ${text}, too`]),
];

test('lists nothing for names and chance', () => {
  for (const written of CASES) {
    expect(detect(written).map(({ secret, reasons }) => [written, String(secret), reasons])).toEqual([]);
  }
});

/** Keys of other products that share a prefix, in the contexts their documentation shows. */
const FOREIGN: readonly (readonly [string, string, boolean])[] = [
  ['NotifyKit', `NOTIFYKIT_API_KEY=nh${'_'}${body('hex', 64)}`, true],
  ['a host agent', `credential: nh${'_'}${body('hex', 64)}`, false],
  ['NichesHunter', `key = "nh${'_'}live_${body('base36', 32)}"`, true],
  ['an employer API', `Authorization: Bearer nh${'_'}live_${body('hex', 48)}`, true],
  ['NumberHub', `NH_KEY=nh${'_'}live_${body('base62', 24)}`, true],
  ['NewsHub', `X-API-Key: nh${'_'}live_${body('base62', 24)}`, true],
  ['Neighborhue', `/manage/1#nh${'_'}sk_${body('base64url', 43)}`, true],
  ['NotificationHub', `token = "nh${'_'}${body('base64url', 40)}"`, false],
  ['NotifyHub', `NOTIFYHUB_API_KEY=nh${'_'}${body('base62', 32)}`, true],
  ['a notification service', `key: nh${'_'}${body('base62', 20)}.${body('base62', 32)}`, false],
  ['NodeHoster', `NODEHOSTER_TOKEN=nh${'_'}${body('base62', 32)}`, true],
  ['NewsCore', `https://newscore.example.invalid/v1?api_key=nh${'_'}${body('base36', 32)}`, false],
  ['a hand-off code', `code = "nh${'_'}${body('base64url', 43)}"`, false],
  ['Nelvra', `Authorization: Bearer nvl${'_'}live_${body('hex', 32)}`, true],
  ['Navil', `NAVIL_API_KEY=nvl${'_'}${body('hex', 48)}`, true],
  ['a gateway', `token = "nvl${'_'}${body('base64url', 31)}_"`, false],
  ['a share link', `Authorization: Bearer nvl${'_'}${body('base64url', 42)}-`, false],
];

test.each(FOREIGN)(
  'never attributes a key of %s to our providers; says foreign where infix or name tells',
  (_, text, isTold) => {
    const attributions = detectAll(text).map(({ attribution }) => attribution);
    expect(attributions).not.toContain('shape');
    expect(attributions).not.toContain('context');
    if (isTold) expect(attributions).toEqual(['foreign']);
  },
);
