/**
 * Texts that must be present for a rule of secretlint to find something, by the rule's short name.
 * Searching for them takes a tenth of the time of the rules, and most texts have none.
 */
export const NEEDS: Readonly<Record<string, readonly string[]>> = {
  '1password': ['ops_ey'],
  anthropic: ['sk-ant-'],
  aws: ['ecret', 'ECRET'],
  cloudflare: ['cfk_', 'cfut_', 'cfat_'],
  databricks: ['dapi'],
  docker: ['dckr_pat_'],
  figma: ['figd_'],
  // this rule is for other file types only
  gcp: [],
  github: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  gitlab: ['glpat-'],
  grafana: ['glc_', 'glsa_'],
  groq: ['gsk_'],
  'hashicorp-vault': ['hvs.', 'hvb.', 'hvr.'],
  huggingface: ['hf_'],
  linear: ['lin_api_'],
  notion: ['ntn_'],
  npm: ['x-oauth-basic', '_authToken=', 'npm_'],
  openai: ['T3BlbkFJ'],
  privatekey: ['PRIVATE KEY'],
  sendgrid: ['SG.'],
  shopify: ['shppa_', 'shpca_', 'shpat_', 'shpss_'],
  slack: ['xox', 'xapp', 'slack.com', 'SLACK.COM', 'Slack.com'],
  stripe: ['sk_live', 'sk_test', 'rk_live', 'rk_test'],
  tailscale: ['tskey-'],
  vercel: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
};

/** Rules for URLs; of what they find, only that with a login counts. */
const URL_RULES: ReadonlySet<string> = new Set(['basicauth', 'database-connection-string']);

/** The pattern begins with a rare text, so that most texts are skipped quickly. */
const LOGIN = /:\/\/[^\s/@:]{0,256}:[^\s/]{1,256}@/;

export const mayHoldLogin = (text: string): boolean => LOGIN.test(text);

/** Whether a rule can find anything in a text; true also of one that is not known here. */
export function mayFind(rule: string, text: string): boolean {
  if (URL_RULES.has(rule)) return mayHoldLogin(text);
  return NEEDS[rule]?.some((piece) => text.includes(piece)) ?? true;
}
