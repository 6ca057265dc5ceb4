/** The whole look of the customer's page, in both schemes and on paper. */
export const PORTAL_STYLE = `
:root{--ink:#17181d;--soft:#565965;--line:#e2e3e8;--edge:#8b8e99;--paper:#fff;--ground:#f4f5f7;--mark:#0f766e;--wash:#e6f4f1;--on:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#ececf1;--soft:#a9acb9;--line:#2c2f39;--edge:#70747f;--paper:#17191f;--ground:#0f1014;--mark:#5eead4;--wash:#12302d;--on:#0b2320}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
.sheet{max-width:40rem;margin:0 auto;padding:clamp(20px,5vw,56px) clamp(16px,4vw,32px)}
.from{display:flex;gap:10px;align-items:center;margin:0 0 20px;font-weight:650}
.mark{display:grid;place-items:center;width:34px;height:34px;border-radius:10px;background:var(--mark);color:var(--on);font-weight:700}
h1{margin:0 0 2px;font-size:clamp(1.55rem,5.5vw,2rem);line-height:1.2;letter-spacing:-.015em}
.case{margin:0;color:var(--soft)}
.over,.latest{padding:1px 9px;border-radius:99px;background:var(--wash);color:var(--mark);font-weight:600}
.next,.thanks{margin:20px 0 0;padding:14px 18px;border-radius:12px;background:var(--wash)}
.next span{display:block;color:var(--soft);font-size:.85rem}
.thanks{border:1px solid var(--mark);font-weight:600}
main{margin-top:24px}
main.note{margin-top:8vh}
article,form{margin:16px 0 0;padding:20px clamp(16px,4vw,24px);border:1px solid var(--line);border-radius:14px;background:var(--paper)}
.theirs{margin-left:clamp(20px,8vw,64px);background:transparent}
h2{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center;margin:0 0 12px;color:var(--soft);font-size:.88rem;font-weight:500}
h3{margin:20px 0 2px;font-size:1rem}
article p{margin:0 0 10px;overflow-wrap:anywhere}
article p:last-child{margin-bottom:0}
.item{display:flex;gap:10px}
.item span:first-child{flex:none;color:var(--mark)}
a{color:var(--mark)}
.none{color:var(--soft)}
form{display:grid;gap:12px;margin-top:28px}
fieldset{margin:0;padding:0;border:0}
legend{padding:0;font-weight:700}
textarea{display:block;width:100%;margin-top:6px;padding:10px 12px;border:1px solid var(--edge);border-radius:10px;background:var(--ground);color:inherit;font:inherit;resize:vertical}
.hint,.ends{margin:0;color:var(--soft);font-size:.85rem}
.ends{display:flex;justify-content:space-between;margin-top:6px}
.scores{display:grid;grid-template-columns:repeat(5,1fr);gap:8px;margin-top:10px}
.scores input{position:absolute;opacity:0}
.scores span{display:grid;place-items:center;min-height:46px;border:1px solid var(--edge);border-radius:10px;cursor:pointer}
.scores input:checked+span{border-color:var(--mark);background:var(--mark);color:var(--on);font-weight:700}
.scores label{position:relative}
button{justify-self:start;min-height:44px;padding:0 22px;border:0;border-radius:10px;background:var(--mark);color:var(--on);font:inherit;font-weight:650;cursor:pointer}
:focus-visible,.scores input:focus-visible+span{outline:3px solid var(--mark);outline-offset:2px}
footer{margin-top:32px;color:var(--soft);font-size:.85rem}
@media print{body{background:#fff}.sheet{padding:0}form{display:none}article{break-inside:avoid}}
`;
