/**
 * How a page looks: one style sheet, in a light and a dark form.
 * @module
 */

/** The style sheet of every page, exactly as it stands between the style tags. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--back:#fff;--card:#f6f8fa;
--series-0:#0969da;--series-1:#bc4c00;--series-2:#8250df;--series-3:#1a7f37;--series-4:#bf3989;--series-5:#9a6700;
--buy:#1a7f37;--sell:#cf222e}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--back:#0d1117;--card:#151b23;
--series-0:#58a6ff;--series-1:#ffa657;--series-2:#bc8cff;--series-3:#56d364;--series-4:#ff7bc2;--series-5:#e3b341;
--buy:#56d364;--sell:#ff7b72}}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px;max-width:1080px;background:var(--back);color:var(--ink);
font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
h1{margin:0;font-size:26px;line-height:1.25}
header p{margin:4px 0 0;color:var(--soft)}
section{margin:24px 0 0;padding:16px;border:1px solid var(--line);border-radius:8px;background:var(--card)}
h2{margin:0 0 12px;font-size:17px}
.body{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--soft);font-weight:600}
.right{text-align:right}
svg{display:block;width:100%;min-width:640px;height:auto;font:12px system-ui,sans-serif}
svg text{fill:var(--soft)}
svg .grid{stroke:var(--line)}
svg .area{fill-opacity:.15}
.series-0{color:var(--series-0)}.series-1{color:var(--series-1)}.series-2{color:var(--series-2)}
.series-3{color:var(--series-3)}.series-4{color:var(--series-4)}.series-5{color:var(--series-5)}
svg .buy{fill:var(--buy)}
svg .sell{fill:var(--sell)}
@media print{body{padding:0;max-width:none}section{break-inside:avoid}}
`;

/** The SHA-256 of {@linkcode pageStyle} in base64, by which the browser knows it: no other style takes effect. */
export const pageStyleHash = "NSezQTeXGd0HemILDcSUfAFHfPlGQsHWh5dOIdVVfjI=";
