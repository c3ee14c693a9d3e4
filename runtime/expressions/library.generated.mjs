// Generated from flows/library by runtime/expressions/build/generate-library.mjs; do not edit.
// flows/library/find-misfit.ts
var KINDS = {
	s: "a text",
	n: "a number",
	b: "true or false",
	a: "a list",
	o: "an object",
	x: "a value"
};
/** A sentence about the first argument that does not fit; undefined when all do. */
function findMisfit({ name, signature, parameters }, args) {
	if (args.length > parameters.length) return `${name} takes ${parameters.length} arguments, not ${args.length}.`;
	for (const [index, kinds] of kindsOf(signature).entries()) {
		const arg = args[index];
		if (arg === void 0 || kinds.includes("x") || kinds.includes(kindOf(arg))) continue;
		return `"${parameters[index].name}" of ${name} must be ${[...kinds].map((kind) => KINDS[kind]).join(" or ")}.`;
	}
}
/** `<(sn)s?:s>` → `sn`, `s`. */
function kindsOf(signature) {
	return [...signature.slice(1, signature.indexOf(":")).matchAll(/\(([a-z]+)\)|[a-z]/g)].map(([whole, choice]) => choice ?? whole);
}
function kindOf(value) {
	if (value === null) return "null";
	if (Array.isArray(value)) return "a";
	return {
		string: "s",
		number: "n",
		boolean: "b"
	}[typeof value] ?? "o";
}
// flows/library/decimal.ts
/** Exact decimals as text, the way SAP sends them: `"25.000"`. No binary fractions anywhere. */
var DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
/** Is this text a plain decimal (no exponent, no thousands separators)? */
function isDecimal(text) {
	return DECIMAL.test(text);
}
/** Places after the point as they are written: `25.500` has three. */
function decimalPlaces(text) {
	return text.includes(".") ? text.length - text.indexOf(".") - 1 : 0;
}
function compareDecimals(left, right) {
	const [a, b] = sameScale(scaled(left), scaled(right));
	return a < b ? -1 : a > b ? 1 : 0;
}
function addDecimals(left, right, places = 3) {
	const a = scaled(left);
	const b = scaled(right);
	const [x, y] = sameScale(a, b);
	return written({
		units: x + y,
		scale: Math.max(a.scale, b.scale)
	}, places);
}
function subtractDecimals(left, right, places = 3) {
	return addDecimals(left, negate(right), places);
}
function multiplyDecimals(left, right, places = 3) {
	const a = scaled(left);
	const b = scaled(right);
	return written({
		units: a.units * b.units,
		scale: a.scale + b.scale
	}, places);
}
/** Rounded half away from zero to `places`. Throws on a zero divisor. */
function divideDecimals(left, right, places = 3) {
	const a = scaled(left);
	const b = scaled(right);
	if (b.units === 0n) throw new RangeError("division by zero");
	return written({
		units: roundedQuotient(a.units * 10n ** BigInt(b.scale + places), b.units * 10n ** BigInt(a.scale)),
		scale: places
	}, places);
}
/** `25.5` → `25.500`: padded to `places`; further places are rounded half away from zero. */
function padDecimal(text, places) {
	return written(scaled(text), places);
}
/** Written with `places` places. */
function roundDecimal(text, places, rounding) {
	const nearest = padDecimal(text, places);
	const off = compareDecimals(nearest, text);
	const step = places === 0 ? "1" : `0.${"1".padStart(places, "0")}`;
	if (rounding === "up" && off < 0) return addDecimals(nearest, step, places);
	if (rounding === "down" && off > 0) return subtractDecimals(nearest, step, places);
	return nearest;
}
function negate(text) {
	return text.startsWith("-") ? text.slice(1) : `-${text.replace(/^\+/, "")}`;
}
function scaled(text) {
	const match = DECIMAL.exec(text);
	if (match === null) throw new TypeError(`not a decimal: ${text}`);
	const [, sign, whole, fraction = ""] = match;
	const units = BigInt(`${whole}${fraction}`);
	return {
		units: sign === "-" ? -units : units,
		scale: fraction.length
	};
}
function sameScale(a, b) {
	const scale = Math.max(a.scale, b.scale);
	return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale)];
}
function written(value, places) {
	const units = value.scale <= places ? value.units * 10n ** BigInt(places - value.scale) : roundedQuotient(value.units, 10n ** BigInt(value.scale - places));
	const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
	const sign = units < 0n ? "-" : "";
	return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
function roundedQuotient(numerator, divisor) {
	const negative = numerator < 0n !== divisor < 0n;
	const n = numerator < 0n ? -numerator : numerator;
	const d = divisor < 0n ? -divisor : divisor;
	const quotient = (2n * n + d) / (2n * d);
	return negative ? -quotient : quotient;
}
// flows/library/library-function.ts
/** What is asked of a function cannot be done; `message` is a sentence for the analyst. */
var LibraryFault = class extends Error {
	code;
	help;
	constructor(code, message, help) {
		super(message);
		this.name = "LibraryFault";
		this.code = code;
		this.help = help;
	}
};
/** A value in a message: short, whatever a payload holds. */
function shown(value) {
	const text = JSON.stringify(typeof value === "string" ? value.slice(0, LONGEST_SHOWN + 1) : value) ?? "nothing";
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
var LONGEST_SHOWN = 80;
/** The call as the language makes it: what is applied to nothing gives nothing. */
function callLibrary({ parameters, call }, args, tables) {
	for (const [index, { optional }] of parameters.entries()) if (optional !== true && args[index] === void 0) return void 0;
	return call(args, tables);
}
// flows/library/decimal-value.ts
/** What expressions take for an exact decimal: text as SAP sends it, or a JSON number that is written without an exponent. */
/** Digits beyond this are no quantity and no price. */
var LONGEST = 100;
/** Without a plus, and zero without a minus. Throws LibraryFault `decimal-malformed`. */
function toDecimal(value) {
	const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
	if (isDecimal(text) && text.length <= LONGEST) return text.replace(/^\+|^-(?=[0.]*$)/, "");
	throw new LibraryFault("decimal-malformed", `${shown(value)} is not a decimal.`, "A decimal has digits, a point and nothing else: \"1234.50\". $parseDecimal reads other ways of writing it.");
}
/** A whole number of places. Throws LibraryFault `places-malformed`. */
function toPlaces(value) {
	if (Number.isInteger(value) && value >= 0 && value <= 20) return value;
	throw new LibraryFault("places-malformed", `${shown(value)} is not a number of places from 0 to 20.`);
}
// flows/library/iso-countries.ts
/** Codes of countries by ISO 3166-1: two letters, three letters. */
var COUNTRIES = `
AF:AFG AX:ALA AL:ALB DZ:DZA AS:ASM AD:AND AO:AGO AI:AIA AQ:ATA AG:ATG AR:ARG AM:ARM AW:ABW AU:AUS AT:AUT AZ:AZE BS:BHS BH:BHR
BD:BGD BB:BRB BY:BLR BE:BEL BZ:BLZ BJ:BEN BM:BMU BT:BTN BO:BOL BQ:BES BA:BIH BW:BWA BV:BVT BR:BRA IO:IOT BN:BRN BG:BGR BF:BFA
BI:BDI CV:CPV KH:KHM CM:CMR CA:CAN KY:CYM CF:CAF TD:TCD CL:CHL CN:CHN CX:CXR CC:CCK CO:COL KM:COM CG:COG CD:COD CK:COK CR:CRI
CI:CIV HR:HRV CU:CUB CW:CUW CY:CYP CZ:CZE DK:DNK DJ:DJI DM:DMA DO:DOM EC:ECU EG:EGY SV:SLV GQ:GNQ ER:ERI EE:EST SZ:SWZ ET:ETH
FK:FLK FO:FRO FJ:FJI FI:FIN FR:FRA GF:GUF PF:PYF TF:ATF GA:GAB GM:GMB GE:GEO DE:DEU GH:GHA GI:GIB GR:GRC GL:GRL GD:GRD GP:GLP
GU:GUM GT:GTM GG:GGY GN:GIN GW:GNB GY:GUY HT:HTI HM:HMD VA:VAT HN:HND HK:HKG HU:HUN IS:ISL IN:IND ID:IDN IR:IRN IQ:IRQ IE:IRL
IM:IMN IL:ISR IT:ITA JM:JAM JP:JPN JE:JEY JO:JOR KZ:KAZ KE:KEN KI:KIR KP:PRK KR:KOR KW:KWT KG:KGZ LA:LAO LV:LVA LB:LBN LS:LSO
LR:LBR LY:LBY LI:LIE LT:LTU LU:LUX MO:MAC MG:MDG MW:MWI MY:MYS MV:MDV ML:MLI MT:MLT MH:MHL MQ:MTQ MR:MRT MU:MUS YT:MYT MX:MEX
FM:FSM MD:MDA MC:MCO MN:MNG ME:MNE MS:MSR MA:MAR MZ:MOZ MM:MMR NA:NAM NR:NRU NP:NPL NL:NLD NC:NCL NZ:NZL NI:NIC NE:NER NG:NGA
NU:NIU NF:NFK MK:MKD MP:MNP NO:NOR OM:OMN PK:PAK PW:PLW PS:PSE PA:PAN PG:PNG PY:PRY PE:PER PH:PHL PN:PCN PL:POL PT:PRT PR:PRI
QA:QAT RE:REU RO:ROU RU:RUS RW:RWA BL:BLM SH:SHN KN:KNA LC:LCA MF:MAF PM:SPM VC:VCT WS:WSM SM:SMR ST:STP SA:SAU SN:SEN RS:SRB
SC:SYC SL:SLE SG:SGP SX:SXM SK:SVK SI:SVN SB:SLB SO:SOM ZA:ZAF GS:SGS SS:SSD ES:ESP LK:LKA SD:SDN SR:SUR SJ:SJM SE:SWE CH:CHE
SY:SYR TW:TWN TJ:TJK TZ:TZA TH:THA TL:TLS TG:TGO TK:TKL TO:TON TT:TTO TN:TUN TR:TUR TM:TKM TC:TCA TV:TUV UG:UGA UA:UKR AE:ARE
GB:GBR US:USA UM:UMI UY:URY UZ:UZB VU:VUT VE:VEN VN:VNM VG:VGB VI:VIR WF:WLF EH:ESH YE:YEM ZM:ZMB ZW:ZWE
`.trim().split(/\s+/).map((pair) => pair.split(":"));
var CURRENCY_PLACES = new Map([
	[0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
	[2, `
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK
DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD
KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP
PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
`],
	[3, "BHD IQD JOD KWD LYD OMR TND"],
	[4, "CLF UYW"]
].flatMap(([places, codes]) => codes.trim().split(/\s+/).map((code) => [code, places])));
// flows/library/code-functions.ts
/** Codes of countries and currencies by ISO. */
var ALPHA2 = new Map(COUNTRIES.flatMap(([two, three]) => [two, three].map((code) => [code, two])));
var ALPHA3 = new Map(COUNTRIES.flatMap(([two, three]) => [two, three].map((code) => [code, three])));
var CODE_FUNCTIONS = [
	{
		name: "country2",
		group: "codes",
		signature: "<s:s>",
		parameters: [{
			name: "code",
			summary: "Two or three letters, large or small."
		}],
		summary: "The code of a country in two letters (ISO 3166-1), as SAP has it. Unknown ones: nothing.",
		result: { type: "string" },
		mayFindNothing: true,
		examples: [
			{
				expression: "$country2(\"DEU\")",
				result: "DE"
			},
			{
				expression: "$country2(\"de\")",
				result: "DE"
			},
			{
				expression: "$country2(\"XY\") ?? \"unknown\"",
				result: "unknown"
			}
		],
		call: ([code]) => ALPHA2.get(code.trim().toUpperCase())
	},
	{
		name: "country3",
		group: "codes",
		signature: "<s:s>",
		parameters: [{
			name: "code",
			summary: "Two or three letters, large or small."
		}],
		summary: "The code of a country in three letters (ISO 3166-1). Unknown ones: nothing.",
		result: { type: "string" },
		mayFindNothing: true,
		examples: [{
			expression: "$country3(\"US\")",
			result: "USA"
		}],
		call: ([code]) => ALPHA3.get(code.trim().toUpperCase())
	},
	{
		name: "currencyPlaces",
		group: "codes",
		signature: "<s:n>",
		parameters: [{
			name: "currency",
			summary: "Three letters (ISO 4217)."
		}],
		summary: "How many places amounts of a currency have. Unknown ones: nothing.",
		result: {
			type: "integer",
			minimum: 0,
			maximum: 4
		},
		mayFindNothing: true,
		examples: [{
			expression: "$currencyPlaces(\"EUR\")",
			result: 2
		}, {
			expression: "$currencyPlaces(\"JPY\")",
			result: 0
		}],
		call: ([currency]) => CURRENCY_PLACES.get(currency)
	},
	{
		name: "roundMoney",
		group: "codes",
		signature: "<(sn)s:s>",
		parameters: [{
			name: "amount",
			summary: "A decimal."
		}, {
			name: "currency",
			summary: "Three letters (ISO 4217)."
		}],
		summary: "An amount in the places of its currency, half away from zero.",
		result: {
			type: "string",
			format: "decimal"
		},
		examples: [{
			expression: "$roundMoney(\"12.345\", \"EUR\")",
			result: "12.35"
		}, {
			expression: "$roundMoney(\"1234.5\", \"JPY\")",
			result: "1235"
		}],
		call: ([amount, currency]) => {
			const places = CURRENCY_PLACES.get(currency);
			if (places !== void 0) return roundDecimal(toDecimal(amount), places, "nearest");
			throw new LibraryFault("currency-unknown", `${shown(currency)} is no currency.`, "Codes have three letters: \"EUR\".");
		}
	}
];
// flows/library/working-days.ts
var MONDAY_TO_FRIDAY = /* @__PURE__ */ new Set([
	1,
	2,
	3,
	4,
	5
]);
/** Longer than any shutdown: a calendar without working days must not be walked for ever. */
var LONGEST_BREAK_DAYS = 400;
/** Revisions of reference data never change. */
var known = /* @__PURE__ */ new WeakMap();
/** `calendar` as the environment keeps it; undefined: Monday to Friday. */
function createPlantCalendar(calendar) {
	const found = calendar === void 0 ? void 0 : known.get(calendar);
	if (found !== void 0) return found;
	const made = readCalendar(calendar);
	if (calendar !== void 0) known.set(calendar, made);
	return made;
}
function readCalendar(calendar) {
	const shifts = calendar?.["shifts"] ?? [];
	const holidays = new Set((calendar?.["holidays"] ?? []).map(toNumber));
	const weekdays = shifts.length === 0 ? MONDAY_TO_FRIDAY : new Set(shifts.flatMap((shift) => shift.weekdays));
	const isWorked = (number) => weekdays.has(weekdayOfNumber(number)) && !holidays.has(number);
	return {
		isWorkingDay: (day) => isWorked(toNumber(day)),
		isWorked
	};
}
createPlantCalendar(void 0);
/** The day itself, or the next (previous) one that is worked. */
function toWorkingDay(calendar, day, direction) {
	return toDay(toWorkedNumber(calendar, toNumber(day), direction));
}
function toWorkedNumber({ isWorked }, number, direction) {
	let found = number;
	for (let tried = 0; !isWorked(found); tried += 1) {
		if (tried > LONGEST_BREAK_DAYS) throw new LibraryFault("calendar-without-working-days", `The calendar has no working day within ${LONGEST_BREAK_DAYS} days of ${toDay(number)}`, "Correct the shifts and holidays of the calendar.");
		found += direction;
	}
	return found;
}
/** So many working days on (back). */
function addWorkingDays(calendar, day, count, direction) {
	let found = toWorkedNumber(calendar, toNumber(day), direction);
	for (let left = count; left > 0; left -= 1) found = toWorkedNumber(calendar, found + direction, direction);
	return toDay(found);
}
/** From the one day up to, but without, the other. */
function countWorkingDays({ isWorked }, from, to) {
	let count = 0;
	for (let at = toNumber(from), end = toNumber(to); at < end; at += 1) if (isWorked(at)) count += 1;
	return count;
}
/** Throws LibraryFault `day-out-of-range`: 9999-12-31, with which SAP means "for ever", has no next day. */
function addDays(day, count) {
	return toDay(toNumber(day) + count);
}
var DAY_MS$2 = 864e5;
function toNumber(day) {
	return Date.parse(`${day}T00:00:00Z`) / DAY_MS$2;
}
function toDay(number) {
	const at = /* @__PURE__ */ new Date(number * DAY_MS$2);
	const year = at.getUTCFullYear();
	if (year >= 0 && year <= 9999) return at.toISOString().slice(0, 10);
	throw new LibraryFault("day-out-of-range", "What comes out is no day of the years 0 to 9999.", "A day that stands for \"for ever\" or \"never\" is asked for before it is counted with.");
}
function isDay(value) {
	return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && isInCalendar(value);
}
/** 2026-02-31 would otherwise be a day in March. */
function isInCalendar(day) {
	const at = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
/** ISO: 1 Monday … 7 Sunday. */
function weekdayOf(day) {
	return weekdayOfNumber(toNumber(day));
}
/** 1970-01-01 was a Thursday. */
function weekdayOfNumber(number) {
	return ((number + 3) % 7 + 7) % 7 + 1;
}
// flows/library/zone-clock.ts
/** The wall clock of a time zone, through changes of summer time. */
var DAY_MS$1 = 864e5;
/** The day (`YYYY-MM-DD`) on the wall calendar of a time zone. `at`: epoch milliseconds. Throws RangeError for a zone that is none. */
function dayIn(timeZone, at) {
	return wallClock(timeZone, at).slice(0, 10);
}
/** The time (`HH:MM:SS`) that the clocks of a zone show. */
function timeIn(timeZone, at) {
	return wallClock(timeZone, at).slice(11);
}
/**
* When a zone's clocks show this: epoch milliseconds. `time` is `HH:MM` or `HH:MM:SS`. A time that the clocks pass over in spring is
* the one as far behind the change; one that they show twice in autumn is the first.
*/
function instantIn(timeZone, day, time) {
	const asUtc = Date.parse(`${day}T${time}Z`);
	const before = asUtc - offsetAt(timeZone, asUtc - DAY_MS$1);
	if (before + offsetAt(timeZone, before) === asUtc) return before;
	const behind = asUtc - offsetAt(timeZone, asUtc + DAY_MS$1);
	return behind + offsetAt(timeZone, behind) === asUtc ? behind : before;
}
function isTimeZone(name) {
	try {
		formatOf(name);
		return true;
	} catch {
		return false;
	}
}
var formats = /* @__PURE__ */ new Map();
/** Names may be written in many ways (`europe/BERLIN`). */
var MOST_FORMATS = 1e3;
/** Throws RangeError for a zone that is none. */
function formatOf(timeZone) {
	let format = formats.get(timeZone);
	if (format !== void 0) return format;
	format = new Intl.DateTimeFormat("sv-SE", {
		timeZone,
		dateStyle: "short",
		timeStyle: "medium"
	});
	if (formats.size >= MOST_FORMATS) formats.clear();
	formats.set(timeZone, format);
	return format;
}
/** Within these, years have four digits wherever the clock hangs. */
var FIRST = Date.UTC(1e3, 0, 2);
var LAST = Date.UTC(9999, 11, 30);
/** `YYYY-MM-DD HH:MM:SS`. Throws LibraryFault `day-out-of-range`. */
function wallClock(timeZone, at) {
	if (at >= FIRST && at <= LAST) return formatOf(timeZone).format(at);
	const text = new Date(at + offsetAt(timeZone, at)).toISOString();
	if (text.length === 24) return text.slice(0, 19).replace("T", " ");
	throw new LibraryFault("day-out-of-range", "The clocks show no day of the years 0 to 9999 there.");
}
/** Before the first and behind the last, as there. */
function offsetAt(timeZone, at) {
	const near = Math.floor(Math.min(LAST, Math.max(FIRST, at)) / 1e3) * 1e3;
	return Date.parse(`${formatOf(timeZone).format(near).replace(" ", "T")}Z`) - near;
}
// flows/library/plant.ts
/** Plants, their calendars and their clocks, as expressions ask for them. */
/** Throws LibraryFault `plant-unknown`. */
function calendarOf(plant, tables) {
	const { calendar } = requirePlant(plant, tables);
	return createPlantCalendar(calendar === void 0 ? void 0 : tables.table("calendar", calendar));
}
/** `where`: the code of a plant, or a time zone by its name (`Europe/Berlin`, `UTC`). Throws LibraryFault. */
function zoneOf(where, tables) {
	if (where !== "UTC" && !where.includes("/")) return requirePlant(where, tables).timeZone ?? "UTC";
	if (isTimeZone(where)) return where;
	throw new LibraryFault("time-zone-unknown", `There is no time zone ${shown(where)}.`, "Zones have names such as Europe/Berlin.");
}
function requirePlant(code, tables) {
	const plant = tables.table("plant", code);
	if (plant !== void 0) return plant;
	throw new LibraryFault("plant-unknown", `There is no plant ${shown(code)} in this environment.`, "Add it under Plants with its calendar, or correct the code.");
}
/** Throws LibraryFault `date-malformed`. */
function requireDay(value) {
	if (isDay(value)) return value;
	throw new LibraryFault("date-malformed", `${shown(value)} is not a day.`, "A day is written YYYY-MM-DD; $fromSapDate and $localDay make one of other forms.");
}
// flows/library/date-functions.ts
var DAY_MS = 864e5;
/** A century: more is a mistake, and would be walked day by day. */
var MOST_DAYS = 36525;
/** Days that are walked while an evaluation takes one of its steps. */
var DAYS_A_STEP = 16;
/** To read the clock of a time zone takes as long as so many. */
var STEPS_OF_A_CLOCK = 20;
var date = {
	type: "string",
	format: "date"
};
var day = {
	name: "day",
	summary: "`YYYY-MM-DD`."
};
var plant = {
	name: "plant",
	summary: "Code of a plant of the environment; its calendar decides, Monday to Friday when it has none."
};
var where = {
	name: "where",
	summary: "Code of a plant, or a time zone such as `Europe/Berlin`."
};
var instant = {
	name: "instant",
	summary: "ISO 8601 with a zone: `2026-12-15T23:30:00Z`."
};
var DATE_FUNCTIONS = [
	{
		name: "addDays",
		group: "dates",
		signature: "<sn:s>",
		parameters: [day, {
			name: "count",
			summary: "Calendar days; may be negative."
		}],
		summary: "So many calendar days on, or back.",
		result: date,
		examples: [{
			expression: "$addDays(\"2026-12-30\", 3)",
			result: "2027-01-02"
		}, {
			expression: "$addDays(\"2026-03-01\", -1)",
			result: "2026-02-28"
		}],
		call: ([from, count]) => addDays(requireDay(from), requireCount(count))
	},
	{
		name: "daysBetween",
		group: "dates",
		signature: "<ss:n>",
		parameters: [{
			name: "from",
			summary: "`YYYY-MM-DD`."
		}, {
			name: "to",
			summary: "`YYYY-MM-DD`."
		}],
		summary: "Calendar days from one day to another; negative when `to` is before `from`.",
		result: { type: "integer" },
		examples: [{
			expression: "$daysBetween(\"2026-12-15\", \"2027-01-02\")",
			result: 18
		}],
		call: ([from, to]) => Math.round((toMs(to) - toMs(from)) / DAY_MS)
	},
	{
		name: "weekday",
		group: "dates",
		signature: "<s:n>",
		parameters: [day],
		summary: "The day of the week by ISO: 1 is Monday, 7 is Sunday.",
		result: {
			type: "integer",
			minimum: 1,
			maximum: 7
		},
		examples: [{
			expression: "$weekday(\"2026-12-13\")",
			result: 7
		}],
		call: ([of]) => weekdayOf(requireDay(of))
	},
	{
		name: "isoWeek",
		group: "dates",
		signature: "<s:s>",
		parameters: [day],
		summary: "The week by ISO 8601, with the year that the week belongs to.",
		result: { type: "string" },
		examples: [{
			expression: "$isoWeek(\"2027-01-02\")",
			result: "2026-W53"
		}],
		call: ([of]) => isoWeek(requireDay(of))
	},
	{
		name: "isWorkingDay",
		group: "dates",
		signature: "<ss:b>",
		parameters: [day, plant],
		summary: "Does the plant work on this day?",
		result: { type: "boolean" },
		examples: [{
			expression: "$isWorkingDay(\"2026-12-25\", \"1010\")",
			result: false
		}],
		call: ([of, code], tables) => calendarOf(code, tables).isWorkingDay(requireDay(of))
	},
	{
		name: "nextWorkingDay",
		group: "dates",
		signature: "<ss:s>",
		parameters: [day, plant],
		summary: "The day itself when the plant works on it, else the first one behind it.",
		result: date,
		examples: [{
			expression: "$nextWorkingDay(\"2026-12-25\", \"1010\")",
			result: "2026-12-28"
		}],
		call: ([from, code], tables) => toWorkingDay(calendarOf(code, tables), requireDay(from), 1)
	},
	{
		name: "previousWorkingDay",
		group: "dates",
		signature: "<ss:s>",
		parameters: [day, plant],
		summary: "The day itself when the plant works on it, else the last one before it.",
		result: date,
		examples: [{
			expression: "$previousWorkingDay(\"2026-12-27\", \"1010\")",
			result: "2026-12-24"
		}],
		call: ([from, code], tables) => toWorkingDay(calendarOf(code, tables), requireDay(from), -1)
	},
	{
		name: "addWorkingDays",
		group: "dates",
		signature: "<sns:s>",
		parameters: [
			day,
			{
				name: "count",
				summary: "Working days; may be negative."
			},
			plant
		],
		summary: "So many working days of the plant on, or back.\n\nA day that is not worked counts as the next one that is (going back: the one before), then the count begins.",
		result: date,
		examples: [{
			expression: "$addWorkingDays(\"2026-12-23\", 2, \"1010\")",
			result: "2026-12-28"
		}, {
			expression: "$addWorkingDays(\"2026-12-28\", -1, \"1010\")",
			result: "2026-12-24"
		}],
		steps: ([, count]) => Math.abs(count) / DAYS_A_STEP,
		call: ([from, count, code], tables) => {
			const days = requireCount(count);
			return addWorkingDays(calendarOf(code, tables), requireDay(from), Math.abs(days), days < 0 ? -1 : 1);
		}
	},
	{
		name: "workingDaysBetween",
		group: "dates",
		signature: "<sss:n>",
		parameters: [
			{
				name: "from",
				summary: "Counts when it is worked."
			},
			{
				name: "to",
				summary: "Does not count."
			},
			plant
		],
		summary: "Days that the plant works from `from` up to, but without, `to`; negative when `to` is before `from`.",
		result: { type: "integer" },
		examples: [{
			expression: "$workingDaysBetween(\"2026-12-21\", \"2026-12-28\", \"1010\")",
			result: 4
		}],
		steps: ([from, to]) => (Math.abs(Date.parse(to) - Date.parse(from)) || 0) / DAY_MS / DAYS_A_STEP,
		call: ([from, to, code], tables) => {
			const [first, last] = [requireDay(from), requireDay(to)];
			const calendar = calendarOf(code, tables);
			if (Math.abs(toMs(last) - toMs(first)) > MOST_DAYS * DAY_MS) throw tooMany();
			const [begin = first, end = last] = [first, last].sort();
			const count = countWorkingDays(calendar, begin, end);
			return first <= last ? count : -count;
		}
	},
	{
		name: "localDay",
		group: "dates",
		signature: "<ss:s>",
		parameters: [instant, where],
		summary: "The day that an instant is on in a plant or a time zone. Near midnight it is another one than in UTC.",
		result: date,
		examples: [{
			expression: "$localDay(\"2026-12-15T23:30:00Z\", \"1010\")",
			result: "2026-12-16"
		}, {
			expression: "$localDay(\"2026-12-15T23:30:00Z\", \"America/New_York\")",
			result: "2026-12-15"
		}],
		steps: () => STEPS_OF_A_CLOCK,
		call: ([at, place], tables) => dayIn(zoneOf(place, tables), requireInstant(at))
	},
	{
		name: "localTime",
		group: "dates",
		signature: "<ss:s>",
		parameters: [instant, where],
		summary: "What the clocks of a plant or a time zone show at an instant: `HH:MM:SS`.",
		result: {
			type: "string",
			format: "time"
		},
		examples: [{
			expression: "$localTime(\"2026-07-01T04:00:00Z\", \"1010\")",
			result: "06:00:00"
		}],
		steps: () => STEPS_OF_A_CLOCK,
		call: ([at, place], tables) => timeIn(zoneOf(place, tables), requireInstant(at))
	},
	{
		name: "localInstant",
		group: "dates",
		signature: "<sss:s>",
		parameters: [
			day,
			{
				name: "time",
				summary: "`HH:MM` or `HH:MM:SS`."
			},
			where
		],
		summary: "The instant at which the clocks of a plant or a time zone show this day and time, in UTC.\n\nA time that is passed over in spring is the one as far behind the change; of one that is shown twice in autumn, the first.",
		result: {
			type: "string",
			format: "date-time"
		},
		examples: [{
			expression: "$localInstant(\"2026-12-15\", \"06:00\", \"1010\")",
			result: "2026-12-15T05:00:00.000Z"
		}, {
			expression: "$localInstant(\"2026-10-25\", \"02:30\", \"Europe/Berlin\")",
			result: "2026-10-25T00:30:00.000Z"
		}],
		steps: () => 60,
		call: ([on, time, place], tables) => {
			if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time)) throw new LibraryFault("time-malformed", `${shown(time)} is not a time.`, "A time is written HH:MM or HH:MM:SS.");
			const full = time.length === 5 ? `${time}:00` : time;
			return new Date(instantIn(zoneOf(place, tables), requireDay(on), full)).toISOString();
		}
	}
];
function toMs(value) {
	return Date.parse(`${requireDay(value)}T00:00:00Z`);
}
function requireCount(value) {
	if (!Number.isInteger(value)) throw new LibraryFault("count-malformed", `${shown(value)} is not a whole number of days.`);
	if (Math.abs(value) > MOST_DAYS) throw tooMany();
	return value;
}
function tooMany() {
	return new LibraryFault("count-malformed", `More than ${MOST_DAYS} days are not counted.`);
}
function requireInstant(value) {
	const text = value;
	const at = Date.parse(text);
	if (/^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(at)) return at;
	throw new LibraryFault("instant-malformed", `${shown(value)} is not an instant.`, "It is written with its zone: 2026-12-15T23:30:00Z.");
}
/** A week belongs to the year of its Thursday. */
function isoWeek(of) {
	const thursday = addDays(of, 4 - weekdayOf(of));
	const week = Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / (7 * DAY_MS)) + 1;
	return `${thursday.slice(0, 4)}-W${String(week).padStart(2, "0")}`;
}
// flows/library/decimal-functions.ts
/** Exact sums and prices. A JSON number is a binary fraction: 0.1 + 0.2 is not 0.3, and an invoice notices. */
var decimal = {
	type: "string",
	format: "decimal"
};
var left = {
	name: "a",
	summary: "A decimal: text such as `\"12.50\"`, or a number."
};
var right = {
	name: "b",
	summary: "Another one."
};
var ROUNDINGS = [
	"nearest",
	"up",
	"down"
];
var DECIMAL_FUNCTIONS = [
	{
		name: "addDecimals",
		group: "decimals",
		signature: "<(sn)(sn):s>",
		parameters: [left, right],
		summary: "The exact sum of two decimals, with as many places as the longer one.",
		result: decimal,
		examples: [{
			expression: "$addDecimals(\"0.1\", \"0.2\")",
			result: "0.3"
		}, {
			expression: "$addDecimals(\"25.000\", 5)",
			result: "30.000"
		}],
		call: ([a, b]) => add(toDecimal(a), toDecimal(b))
	},
	{
		name: "subtractDecimals",
		group: "decimals",
		signature: "<(sn)(sn):s>",
		parameters: [left, right],
		summary: "The exact difference of two decimals.",
		result: decimal,
		examples: [{
			expression: "$subtractDecimals(\"25.000\", \"25.001\")",
			result: "-0.001"
		}],
		call: ([a, b]) => {
			const [x, y] = [toDecimal(a), toDecimal(b)];
			return subtractDecimals(x, y, Math.max(decimalPlaces(x), decimalPlaces(y)));
		}
	},
	{
		name: "multiplyDecimals",
		group: "decimals",
		signature: "<(sn)(sn):s>",
		parameters: [left, right],
		summary: "The exact product of two decimals, with the places of both.",
		result: decimal,
		examples: [{
			expression: "$multiplyDecimals(\"3.000\", \"19.99\")",
			result: "59.97000"
		}, {
			expression: "$roundDecimal($multiplyDecimals(quantity, price), 2)",
			given: {
				quantity: "3.000",
				price: "19.99"
			},
			result: "59.97"
		}],
		call: ([a, b]) => {
			const [x, y] = [toDecimal(a), toDecimal(b)];
			return multiplyDecimals(x, y, decimalPlaces(x) + decimalPlaces(y));
		}
	},
	{
		name: "divideDecimals",
		group: "decimals",
		signature: "<(sn)(sn)n:s>",
		parameters: [
			left,
			right,
			{
				name: "places",
				summary: "Places of the result; what is beyond is rounded half away from zero."
			}
		],
		summary: "The quotient of two decimals in so many places.",
		result: decimal,
		examples: [{
			expression: "$divideDecimals(\"10\", \"3\", 4)",
			result: "3.3333"
		}],
		call: ([a, b, places]) => {
			const divisor = toDecimal(b);
			if (compareDecimals(divisor, "0") === 0) throw new LibraryFault("division-by-zero", "A decimal is divided by zero.");
			return divideDecimals(toDecimal(a), divisor, toPlaces(places));
		}
	},
	{
		name: "sumDecimals",
		group: "decimals",
		signature: "<a:s>",
		parameters: [{
			name: "list",
			summary: "Decimals; of an empty list the sum is `\"0\"`."
		}],
		summary: "The exact sum of a list of decimals.",
		result: decimal,
		examples: [{
			expression: "$sumDecimals(items.net)",
			given: { items: [
				{ net: "0.10" },
				{ net: "0.20" },
				{ net: "1200" }
			] },
			result: "1200.30"
		}],
		call: ([list]) => list.reduce((sum, value) => add(sum, toDecimal(value)), "0")
	},
	{
		name: "compareDecimals",
		group: "decimals",
		signature: "<(sn)(sn):n>",
		parameters: [left, right],
		summary: "-1, 0 or 1: is `a` less than, as great as, or greater than `b`? As texts `\"9\"` would be greater than `\"10\"`.",
		result: { enum: [
			-1,
			0,
			1
		] },
		examples: [{
			expression: "$compareDecimals(\"9\", \"10\")",
			result: -1
		}, {
			expression: "$compareDecimals(\"25.0\", \"25.000\") = 0",
			result: true
		}],
		call: ([a, b]) => compareDecimals(toDecimal(a), toDecimal(b))
	},
	{
		name: "roundDecimal",
		group: "decimals",
		signature: "<(sn)ns?:s>",
		parameters: [
			left,
			{
				name: "places",
				summary: "Places of the result; missing ones are filled with zeros."
			},
			{
				name: "rounding",
				optional: true,
				summary: "`nearest` (half away from zero; when left out), `up` (never less than it was) or `down` (never more)."
			}
		],
		summary: "A decimal in so many places. `up` for what is needed, `down` for what is promised.",
		result: decimal,
		examples: [
			{
				expression: "$roundDecimal(\"2.5\", 0)",
				result: "3"
			},
			{
				expression: "$roundDecimal(\"12.3401\", 2, \"up\")",
				result: "12.35"
			},
			{
				expression: "$roundDecimal(\"7\", 3)",
				result: "7.000"
			}
		],
		call: ([a, places, rounding]) => roundDecimal(toDecimal(a), toPlaces(places), toRounding(rounding))
	},
	{
		name: "parseDecimal",
		group: "decimals",
		signature: "<ss:s>",
		parameters: [{
			name: "text",
			summary: "A number as people or files write it."
		}, {
			name: "sign",
			summary: "What stands before the places: `\",\"` or `\".\"`. The other one, spaces and apostrophes group digits."
		}],
		summary: "Reads a decimal with grouped digits, a decimal comma, or its minus behind it. Of an empty text: nothing.",
		result: decimal,
		mayFindNothing: true,
		examples: [
			{
				expression: "$parseDecimal(\"1.234,50\", \",\")",
				result: "1234.50"
			},
			{
				expression: "$parseDecimal(\"12,000.5-\", \".\")",
				result: "-12000.5"
			},
			{ expression: "$parseDecimal(\"\", \",\")" }
		],
		call: ([text, sign]) => parseDecimal(text, toSign(sign))
	},
	{
		name: "formatDecimal",
		group: "decimals",
		signature: "<(sn)ss?:s>",
		parameters: [
			left,
			{
				name: "sign",
				summary: "What stands before the places: `\",\"` or `\".\"`."
			},
			{
				name: "group",
				optional: true,
				summary: "What stands between thousands; left out: nothing."
			}
		],
		summary: "Writes a decimal as another system or a person wants it; every digit stays.",
		result: { type: "string" },
		examples: [{
			expression: "$formatDecimal(\"1234567.50\", \",\", \".\")",
			result: "1.234.567,50"
		}, {
			expression: "$formatDecimal(25.5, \",\")",
			result: "25,5"
		}],
		call: ([a, sign, group]) => formatDecimal(toDecimal(a), toSign(sign), toGroup(group))
	}
];
function add(a, b) {
	return addDecimals(a, b, Math.max(decimalPlaces(a), decimalPlaces(b)));
}
/** Throws LibraryFault `rounding-unknown`. */
function toRounding(value) {
	const rounding = value ?? "nearest";
	if (ROUNDINGS.includes(rounding)) return rounding;
	throw new LibraryFault("rounding-unknown", `${shown(value)} is no way of rounding.`, `There are ${ROUNDINGS.join(", ")}.`);
}
function toSign(value) {
	if (value === "," || value === ".") return value;
	throw new LibraryFault("sign-unknown", `${shown(value)} is no decimal sign.`, "It is \",\" or \".\".");
}
/** Throws LibraryFault `group-malformed`. */
function toGroup(value) {
	const group = value ?? "";
	if (group.length <= LONGEST_GROUP && !/\d/.test(group)) return group;
	const help = `It is a point, a comma, a space or the like: no digits, and at most ${LONGEST_GROUP} characters.`;
	throw new LibraryFault("group-malformed", `${shown(value)} cannot stand between thousands.`, help);
}
var LONGEST_GROUP = 10;
/** Digits in groups of three or in none: `12,5` is no way to write 125. */
var WRITTEN = {
	",": /^([+-]?)(\d+|\d{1,3}(?:[.\s'’]\d{3})+)(?:,(\d+))?(-?)$/,
	".": /^([+-]?)(\d+|\d{1,3}(?:[,\s'’]\d{3})+)(?:\.(\d+))?(-?)$/
};
function parseDecimal(text, sign) {
	const trimmed = text.trim();
	if (trimmed === "") return void 0;
	const match = WRITTEN[sign].exec(trimmed);
	const [, before = "", whole = "", places, behind] = match ?? [];
	if (match === null || before !== "" && behind !== "") {
		const help = `Digits stand in groups of three or in none, places behind ${sign}.`;
		throw new LibraryFault("decimal-malformed", `${shown(text)} is not a decimal.`, help);
	}
	return toDecimal(`${before === "-" || behind === "-" ? "-" : ""}${whole.replace(/\D/g, "")}${places === void 0 ? "" : `.${places}`}`);
}
function formatDecimal(text, sign, group) {
	const [whole, places] = text.split(".");
	const grouped = group === "" ? whole : whole.replace(/\B(?=(\d{3})+$)/g, () => group);
	return places === void 0 ? grouped : `${grouped}${sign}${places}`;
}
// flows/library/look-up-functions.ts
var LOOK_UP_FUNCTIONS = [
	{
		name: "findBy",
		group: "look-up",
		signature: "<as(snb):x>",
		parameters: [
			{
				name: "list",
				summary: "Rows."
			},
			{
				name: "field",
				summary: "The field that tells them apart."
			},
			{
				name: "value",
				summary: "What it must be; `\"10\"` is not `10`."
			}
		],
		summary: "The first row whose field has this value, else nothing.\n\nThe list is walked once, however often it is asked: in a mapping of a thousand rows use this and not `list[field = value]`.",
		result: {},
		mayFindNothing: true,
		examples: [{
			expression: "items.{ \"item\": item, \"stock\": $findBy($$.stock, \"material\", material).free }",
			given: {
				items: [{
					item: "000010",
					material: "FG-1001"
				}, {
					item: "000020",
					material: "FG-1007"
				}],
				stock: [{
					material: "FG-1001",
					free: "40.000"
				}, {
					material: "FG-1007",
					free: "0.000"
				}]
			},
			result: [{
				item: "000010",
				stock: "40.000"
			}, {
				item: "000020",
				stock: "0.000"
			}]
		}],
		steps: ([list, field]) => isIndexed(list, field) ? 0 : list.length,
		call: ([list, field, value]) => indexOf(list, field).get(value)
	},
	{
		name: "indexBy",
		group: "look-up",
		signature: "<as:o>",
		parameters: [{
			name: "list",
			summary: "Rows."
		}, {
			name: "field",
			summary: "The field that tells them apart: text or number."
		}],
		summary: "An object of the rows by the value of a field. Two rows of one value are refused; rows without the field are left out.",
		result: { type: "object" },
		examples: [{
			expression: "$indexBy(items, \"item\")",
			given: { items: [{
				item: "10",
				open: 3
			}, {
				item: "20",
				open: 5
			}] },
			result: {
				"10": {
					item: "10",
					open: 3
				},
				"20": {
					item: "20",
					open: 5
				}
			}
		}],
		call: ([list, field]) => {
			const rows = [];
			const seen = /* @__PURE__ */ new Set();
			for (const row of list) {
				const value = fieldOf(row, field);
				if (typeof value !== "string" && typeof value !== "number") continue;
				const key = String(value);
				if (seen.has(key)) throw new LibraryFault("key-twice", `Two rows have ${field.slice(0, 80)} ${shown(key)}.`);
				seen.add(key);
				rows.push([key, row]);
			}
			return Object.fromEntries(rows);
		}
	},
	{
		name: "valueMap",
		group: "look-up",
		signature: "<s(snb)?:x>",
		parameters: [{
			name: "map",
			summary: "Name of a value map of the environment."
		}, {
			name: "key",
			optional: true,
			summary: "What is looked up."
		}],
		summary: "What a value map says for a key; nothing for one that it has not. With `??` a value for those: `$valueMap(\"uom\", unit) ?? unit`.",
		result: {},
		mayFindNothing: true,
		examples: [{
			expression: "$valueMap(\"uom\", \"PCE\")",
			result: "PC"
		}, {
			expression: "$valueMap(\"uom\", \"FUDER\") ?? \"unknown\"",
			result: "unknown"
		}],
		call: ([name, key], tables) => {
			const map = requireMap(name, tables);
			return key !== void 0 && Object.hasOwn(map, String(key)) ? map[String(key)] : void 0;
		}
	},
	{
		name: "valueMapKey",
		group: "look-up",
		signature: "<s(snb):s>",
		parameters: [{
			name: "map",
			summary: "Name of a value map of the environment."
		}, {
			name: "value",
			summary: "What the map says."
		}],
		summary: "The key for which a value map says this: the way back. Nothing when none does; refused when several do.",
		result: { type: "string" },
		mayFindNothing: true,
		examples: [{
			expression: "$valueMapKey(\"uom\", \"CAR\")",
			result: "CT"
		}],
		call: ([name, value], tables) => {
			const keys = keysOf(requireMap(name, tables)).get(value) ?? [];
			if (keys.length <= 1) return keys[0];
			const several = keys.slice(0, 5).join(", ");
			throw new LibraryFault("value-map-ambiguous", `Value map ${shown(name)} says ${shown(value)} for several keys: ${several}.`);
		}
	}
];
function requireMap(name, tables) {
	const map = tables.table("value-map", name);
	if (map !== void 0) return map;
	throw new LibraryFault("value-map-missing", `There is no value map ${shown(name)} in this environment.`);
}
/** A revision of a map never changes: its way back is made once. */
var waysBack = /* @__PURE__ */ new WeakMap();
function keysOf(map) {
	const known = waysBack.get(map);
	if (known !== void 0) return known;
	const keys = /* @__PURE__ */ new Map();
	for (const [key, value] of Object.entries(map)) {
		const others = keys.get(value);
		if (others === void 0) keys.set(value, [key]);
		else others.push(key);
	}
	waysBack.set(map, keys);
	return keys;
}
/** Payloads never change: an index holds as long as its list lives. */
var indexes = /* @__PURE__ */ new WeakMap();
function isIndexed(list, field) {
	return indexes.get(list)?.has(field) === true;
}
function indexOf(list, field) {
	let byField = indexes.get(list);
	if (byField === void 0) indexes.set(list, byField = /* @__PURE__ */ new Map());
	let index = byField.get(field);
	if (index === void 0) byField.set(field, index = makeIndex(list, field));
	return index;
}
function makeIndex(list, field) {
	const index = /* @__PURE__ */ new Map();
	for (const row of list) {
		const value = fieldOf(row, field);
		if (value !== void 0 && !index.has(value)) index.set(value, row);
	}
	return index;
}
function fieldOf(row, field) {
	if (typeof row !== "object" || row === null || Array.isArray(row)) return void 0;
	return Object.hasOwn(row, field) ? row[field] : void 0;
}
// flows/library/sap-functions.ts
/** How SAP writes keys, dates, times, numbers and flags: in IDocs, BAPIs, files and OData V2. */
var LONGEST_KEY = 255;
var SAP_FUNCTIONS = [
	{
		name: "alphaIn",
		group: "sap",
		signature: "<(sn)n:s>",
		parameters: [{
			name: "key",
			summary: "A number of an order, a customer, a material … as people write it."
		}, {
			name: "length",
			summary: "Of the field: 10 for orders and customers, 18 or 40 for materials, 6 for items."
		}],
		summary: "A key as SAP stores it (conversion exit ALPHA): digits alone get leading zeros, anything else stays as it is.\n\nA key that is too long is refused, never cut.",
		result: { type: "string" },
		examples: [
			{
				expression: "$alphaIn(\"4711\", 10)",
				result: "0000004711"
			},
			{
				expression: "$alphaIn(10, 6)",
				result: "000010"
			},
			{
				expression: "$alphaIn(\"FG-1001\", 18)",
				result: "FG-1001"
			}
		],
		call: ([key, length]) => {
			if (typeof key === "number" && !(Number.isSafeInteger(key) && key >= 0)) throw new LibraryFault("key-malformed", `${shown(key)} is no key.`, "A key is a text, or a whole number of at most 15 digits.");
			const text = String(key).trim();
			if (!Number.isInteger(length) || length < 1 || length > LONGEST_KEY) throw new LibraryFault("length-malformed", `${shown(length)} is not a length from 1 to ${LONGEST_KEY}.`);
			if (/^\d+$/.test(text)) {
				const digits = text.replace(/^0+(?=\d)/, "");
				if (digits.length <= length) return digits.padStart(length, "0");
			} else if (text.length <= length) return text;
			throw new LibraryFault("key-too-long", `${shown(key)} has more than ${length} characters.`);
		}
	},
	{
		name: "alphaOut",
		group: "sap",
		signature: "<s:s>",
		parameters: [{
			name: "key",
			summary: "A key as SAP stores it."
		}],
		summary: "A key as people write it: of digits alone the leading zeros are taken away. Use it to compare `\"10\"` with `\"000010\"`.",
		result: { type: "string" },
		examples: [
			{
				expression: "$alphaOut(\"0000004711\")",
				result: "4711"
			},
			{
				expression: "$alphaOut(\"FG-0010\")",
				result: "FG-0010"
			},
			{
				expression: "$alphaOut(\"000010\") = $alphaOut(\"10\")",
				result: true
			}
		],
		call: ([key]) => {
			const text = key.trim();
			return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, "") : text;
		}
	},
	{
		name: "fromSapDate",
		group: "sap",
		signature: "<s:s>",
		parameters: [{
			name: "date",
			summary: "`YYYYMMDD`, `/Date(…)/` of OData V2, or `YYYY-MM-DD`."
		}],
		summary: "A day as `YYYY-MM-DD`, never shifted by a time zone. Of `00000000`, `0000-00-00` and of an empty text: nothing.",
		result: {
			type: "string",
			format: "date"
		},
		mayFindNothing: true,
		examples: [
			{
				expression: "$fromSapDate(\"20261215\")",
				result: "2026-12-15"
			},
			{
				expression: "$fromSapDate(\"/Date(1797292800000)/\")",
				result: "2026-12-15"
			},
			{ expression: "$fromSapDate(\"00000000\")" }
		],
		call: ([date]) => fromSapDate(date.trim())
	},
	{
		name: "toSapDate",
		group: "sap",
		signature: "<s:s>",
		parameters: [{
			name: "day",
			summary: "`YYYY-MM-DD`."
		}],
		summary: "A day as `YYYYMMDD`, for IDocs, BAPIs and files.",
		result: { type: "string" },
		examples: [{
			expression: "$toSapDate(\"2026-12-15\")",
			result: "20261215"
		}],
		call: ([day]) => requireDay(day).replaceAll("-", "")
	},
	{
		name: "fromSapTime",
		group: "sap",
		signature: "<s:s>",
		parameters: [{
			name: "time",
			summary: "`HHMMSS`, `PT13H20M00S` of OData V2, or `HH:MM:SS`."
		}],
		summary: "A time as `HH:MM:SS`. Of an empty text: nothing.",
		result: {
			type: "string",
			format: "time"
		},
		mayFindNothing: true,
		examples: [{
			expression: "$fromSapTime(\"132000\")",
			result: "13:20:00"
		}, {
			expression: "$fromSapTime(\"PT13H20M00S\")",
			result: "13:20:00"
		}],
		call: ([time]) => fromSapTime(time.trim())
	},
	{
		name: "toSapTime",
		group: "sap",
		signature: "<s:s>",
		parameters: [{
			name: "time",
			summary: "`HH:MM` or `HH:MM:SS`."
		}],
		summary: "A time as `HHMMSS`.",
		result: { type: "string" },
		examples: [{
			expression: "$toSapTime(\"13:20\")",
			result: "132000"
		}],
		call: ([time]) => {
			const match = TIME.exec(time);
			if (match === null) throw malformed("time", time, "A time is written HH:MM or HH:MM:SS.");
			return `${match[1]}${match[2]}${match[3] ?? "00"}`;
		}
	},
	{
		name: "fromSapDecimal",
		group: "sap",
		signature: "<s:s>",
		parameters: [{
			name: "text",
			summary: "As IDocs and BAPIs write it: a point before the places, a minus behind."
		}],
		summary: "An exact decimal with its minus in front. Of an empty text: nothing. Other ways of writing: `$parseDecimal`.",
		result: {
			type: "string",
			format: "decimal"
		},
		mayFindNothing: true,
		examples: [{
			expression: "$fromSapDecimal(\"        1234.50-\")",
			result: "-1234.50"
		}, {
			expression: "$fromSapDecimal(\"25.000 \")",
			result: "25.000"
		}],
		call: ([text]) => {
			const trimmed = text.trim();
			if (trimmed === "") return void 0;
			return toDecimal(trimmed.endsWith("-") ? `-${trimmed.slice(0, -1)}` : trimmed);
		}
	},
	{
		name: "fromSapFlag",
		group: "sap",
		signature: "<s:b>",
		parameters: [{
			name: "flag",
			summary: "`X`, or empty."
		}],
		summary: "A flag of SAP as true or false.",
		result: { type: "boolean" },
		examples: [{
			expression: "$fromSapFlag(\"X\")",
			result: true
		}, {
			expression: "$fromSapFlag(\"\")",
			result: false
		}],
		call: ([flag]) => {
			const text = flag.trim();
			if (text === "X" || text === "") return text === "X";
			throw malformed("flag", flag, "A flag of SAP is \"X\" or empty.");
		}
	},
	{
		name: "toSapFlag",
		group: "sap",
		signature: "<b:s>",
		parameters: [{
			name: "value",
			summary: "true or false."
		}],
		summary: "True as `X`, false as an empty text.",
		result: { enum: ["X", ""] },
		examples: [{
			expression: "$toSapFlag(urgent)",
			given: { urgent: true },
			result: "X"
		}],
		call: ([value]) => value === true ? "X" : ""
	}
];
var TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
function fromSapDate(text) {
	if (text === "" || /^0{4}(0{4}|-00-00)$/.test(text)) return void 0;
	const millis = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text)?.[1];
	const day = millis === void 0 ? text.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3") : dayOf(Number(millis));
	if (isDay(day)) return day;
	throw malformed("date", text, "SAP writes a day as YYYYMMDD, or /Date(…)/.");
}
function dayOf(millis) {
	return Math.abs(millis) <= 864e13 ? new Date(millis).toISOString().slice(0, 10) : "";
}
function fromSapTime(text) {
	if (text === "") return void 0;
	const duration = /^PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:\.\d+)?S)?$/.exec(text);
	const parts = duration === null ? text.replace(/^(\d{2})(\d{2})(\d{2})$/, "$1:$2:$3") : duration.slice(1).map((part = "") => part.padStart(2, "0"));
	const time = typeof parts === "string" ? parts : parts.join(":");
	if (TIME.test(time) && time.length === 8 && text !== "PT") return time;
	throw malformed("time", text, "SAP writes a time as HHMMSS, or PT13H20M00S.");
}
function malformed(what, given, help) {
	return new LibraryFault(`${what}-malformed`, `${shown(given)} is not a ${what}.`, help);
}
// flows/library/iso-units.ts
/**
* Units as SAP delivers them with their codes of UN/CEFACT recommendation 20 and 21 (table T006, field ISOCODE). `sap` is the name in
* English, `german` those of a German log-on where they differ: what a unit is called depends on the language of the user.
*/
var ISO_UNITS = [
	{
		sap: "PC",
		german: ["ST", "PCE"],
		iso: "PCE"
	},
	{
		sap: "EA",
		german: [],
		iso: "EA"
	},
	{
		sap: "PAA",
		german: ["PAAR"],
		iso: "PR"
	},
	{
		sap: "DZ",
		german: [],
		iso: "DZN"
	},
	{
		sap: "SET",
		german: [],
		iso: "SET"
	},
	{
		sap: "BAG",
		german: ["BEU"],
		iso: "BG"
	},
	{
		sap: "BT",
		german: ["FL"],
		iso: "BO"
	},
	{
		sap: "BOX",
		german: ["SCH"],
		iso: "BX"
	},
	{
		sap: "CAR",
		german: ["KAR"],
		iso: "CT"
	},
	{
		sap: "CAN",
		german: ["DOS"],
		iso: "CA"
	},
	{
		sap: "CRT",
		german: ["KI"],
		iso: "CR"
	},
	{
		sap: "DR",
		german: ["TRO"],
		iso: "DR"
	},
	{
		sap: "PAL",
		german: [],
		iso: "PF"
	},
	{
		sap: "PAC",
		german: ["PAK"],
		iso: "PK"
	},
	{
		sap: "ROL",
		german: ["RO"],
		iso: "RO"
	},
	{
		sap: "MG",
		german: [],
		iso: "MGM"
	},
	{
		sap: "G",
		german: [],
		iso: "GRM"
	},
	{
		sap: "KG",
		german: [],
		iso: "KGM"
	},
	{
		sap: "TO",
		german: ["T"],
		iso: "TNE"
	},
	{
		sap: "LB",
		german: [],
		iso: "LBR"
	},
	{
		sap: "OZ",
		german: [],
		iso: "ONZ"
	},
	{
		sap: "MM",
		german: [],
		iso: "MMT"
	},
	{
		sap: "CM",
		german: [],
		iso: "CMT"
	},
	{
		sap: "M",
		german: [],
		iso: "MTR"
	},
	{
		sap: "KM",
		german: [],
		iso: "KMT"
	},
	{
		sap: "\"",
		german: ["IN"],
		iso: "INH"
	},
	{
		sap: "FT",
		german: [],
		iso: "FOT"
	},
	{
		sap: "YD",
		german: [],
		iso: "YRD"
	},
	{
		sap: "MI",
		german: [],
		iso: "SMI"
	},
	{
		sap: "CM2",
		german: [],
		iso: "CMK"
	},
	{
		sap: "M2",
		german: [],
		iso: "MTK"
	},
	{
		sap: "FT2",
		german: [],
		iso: "FTK"
	},
	{
		sap: "ML",
		german: [],
		iso: "MLT"
	},
	{
		sap: "L",
		german: [],
		iso: "LTR"
	},
	{
		sap: "HL",
		german: [],
		iso: "HLT"
	},
	{
		sap: "CD3",
		german: ["DM3"],
		iso: "DMQ"
	},
	{
		sap: "CCM",
		german: ["CM3"],
		iso: "CMQ"
	},
	{
		sap: "M3",
		german: [],
		iso: "MTQ"
	},
	{
		sap: "GAL",
		german: [],
		iso: "GLL"
	},
	{
		sap: "S",
		german: [],
		iso: "SEC"
	},
	{
		sap: "MIN",
		german: [],
		iso: "MIN"
	},
	{
		sap: "H",
		german: ["STD", "HR"],
		iso: "HUR"
	},
	{
		sap: "DAY",
		german: ["TAG"],
		iso: "DAY"
	},
	{
		sap: "WK",
		german: ["WCH"],
		iso: "WEE"
	},
	{
		sap: "MON",
		german: [],
		iso: "MON"
	},
	{
		sap: "YR",
		german: ["JHR"],
		iso: "ANN"
	},
	{
		sap: "W",
		german: [],
		iso: "WTT"
	},
	{
		sap: "KW",
		german: [],
		iso: "KWT"
	},
	{
		sap: "KWH",
		german: [],
		iso: "KWH"
	},
	{
		sap: "MWH",
		german: [],
		iso: "MWH"
	},
	{
		sap: "%",
		german: [],
		iso: "P1"
	}
];
// flows/library/unit-factor.ts
/** A material's units: exact conversion to and from its base unit, rounded the way the target needs it. */
var SAME_UNIT = {
	numerator: "1",
	denominator: "1"
};
/** Written with three places, rounded to `places` of them. */
function convertQuantity(quantity, { numerator, denominator }, rounding, places = 3) {
	const product = multiplyDecimals(quantity, numerator, decimalPlaces(quantity));
	const nearest = divideDecimals(product, denominator, places);
	const back = compareDecimals(multiplyDecimals(nearest, denominator, places), product);
	const step = places === 0 ? "1" : `0.${"1".padStart(places, "0")}`;
	if (rounding === "up" && back < 0) return padDecimal(addDecimals(nearest, step, places), 3);
	if (rounding === "down" && back > 0) return padDecimal(subtractDecimals(nearest, step, places), 3);
	return padDecimal(nearest, 3);
}
// flows/library/material-units.ts
/** As the environment's table has it. */
function toMaterialUnits(material, row) {
	return {
		material,
		decimals: 3,
		...row
	};
}
/** Into the base unit when `to` is left out. Throws `LibraryFault` for what is no quantity and for units the material has not. */
function convertMaterial(known, { quantity, unit }, to, rounding) {
	if (!isDecimal(quantity)) throw new LibraryFault("quantity-malformed", `${shown(quantity)} is not a quantity`);
	const into = to ?? known.baseUnit;
	const same = unit === into;
	return {
		quantity: convertQuantity(quantity, same ? SAME_UNIT : between(factorOf(known, unit), factorOf(known, into)), rounding, same || into !== known.baseUnit ? 3 : known.decimals),
		unit: into
	};
}
function factorOf({ material, baseUnit, units }, unit) {
	if (unit === baseUnit) return SAME_UNIT;
	const found = units.find((one) => one.unit === unit);
	if (found !== void 0) return {
		numerator: String(found.numerator),
		denominator: String(found.denominator)
	};
	const help = `It has ${[baseUnit, ...units.map((one) => one.unit)].join(", ")}.`;
	throw new LibraryFault("unit-unknown", `Material ${shown(material)} has no unit ${unit.slice(0, 20)}`, help);
}
/** From one unit by way of the base unit into the other, in one exact fraction. */
function between(from, to) {
	return {
		numerator: String(BigInt(from.numerator) * BigInt(to.denominator)),
		denominator: String(BigInt(from.denominator) * BigInt(to.numerator))
	};
}
// flows/library/unit-functions.ts
/** Quantities between the units of a material, by the exact factors of the environment's table. */
var SAP_UNITS = new Map(ISO_UNITS.map(({ sap, iso }) => [iso, sap]));
var BY_SAP = new Map(ISO_UNITS.flatMap(({ sap, german, iso }) => [sap, ...german].map((unit) => [unit, iso])));
var UNIT_FUNCTIONS = [
	{
		name: "convertUnit",
		group: "units",
		signature: "<(sn)ssss?:s>",
		parameters: [
			{
				name: "quantity",
				summary: "A decimal."
			},
			{
				name: "from",
				summary: "Its unit, one that the material has."
			},
			{
				name: "to",
				summary: "The unit that is wanted."
			},
			{
				name: "material",
				summary: "Whose table of units decides."
			},
			{
				name: "rounding",
				optional: true,
				summary: `${ROUNDINGS.map((one) => `\`${one}\``).join(", ")}; left out: nearest.`
			}
		],
		summary: "A quantity of a material in another of its units, with three places.\n\nIts base unit is rounded to the places in which it is counted: pieces stay whole.",
		result: {
			type: "string",
			format: "decimal"
		},
		examples: [
			{
				expression: "$convertUnit(\"5\", \"CAR\", \"PC\", \"FG-1001\")",
				result: "60.000"
			},
			{
				expression: "$convertUnit(\"4\", \"KG\", \"PC\", \"FG-1007\", \"up\")",
				result: "6.000"
			},
			{
				expression: "items.{ \"material\": material, \"pieces\": $convertUnit(quantity, unit, \"PC\", material, \"up\") }",
				given: { items: [{
					material: "FG-1001",
					quantity: "2",
					unit: "CAR"
				}] },
				result: {
					material: "FG-1001",
					pieces: "24.000"
				}
			}
		],
		call: ([quantity, unit, to, material, rounding], tables) => convertMaterial(unitsOf(material, tables), {
			quantity: toDecimal(quantity),
			unit
		}, to, toRounding(rounding)).quantity
	},
	{
		name: "baseUnit",
		group: "units",
		signature: "<s:s>",
		parameters: [{
			name: "material",
			summary: "A material of the environment."
		}],
		summary: "The unit in which a material's stock is kept.",
		result: { type: "string" },
		examples: [{
			expression: "$baseUnit(\"FG-1001\")",
			result: "PC"
		}],
		call: ([material], tables) => unitsOf(material, tables).baseUnit
	},
	{
		name: "isoUnit",
		group: "units",
		signature: "<s:s>",
		parameters: [{
			name: "unit",
			summary: "SAP's own name of a unit, English or German: `PC`, `ST`, `KG`."
		}],
		summary: "The code of UN/CEFACT (ISO) for a unit of SAP as it is delivered. Unknown ones: nothing.\n\nWhere your SAP's customising differs, use a value map.",
		result: { type: "string" },
		mayFindNothing: true,
		examples: [
			{
				expression: "$isoUnit(\"ST\")",
				result: "PCE"
			},
			{
				expression: "$isoUnit(\"KG\")",
				result: "KGM"
			},
			{
				expression: "$isoUnit(\"FUDER\") ?? \"unknown\"",
				result: "unknown"
			}
		],
		call: ([unit]) => BY_SAP.get(unit)
	},
	{
		name: "sapUnit",
		group: "units",
		signature: "<s:s>",
		parameters: [{
			name: "code",
			summary: "A code of UN/CEFACT: `PCE`, `KGM`."
		}],
		summary: "SAP's own (English) name for the code of a unit. Unknown ones: nothing.",
		result: { type: "string" },
		mayFindNothing: true,
		examples: [{
			expression: "$sapUnit(\"PCE\")",
			result: "PC"
		}],
		call: ([code]) => SAP_UNITS.get(code)
	}
];
function unitsOf(material, tables) {
	const row = tables.table("unit", material);
	if (row !== void 0) return toMaterialUnits(material, row);
	throw new LibraryFault("material-unknown", `The units of material ${shown(material)} are not known in this environment.`, "Add them to the table of material units, then retry.");
}
// flows/library/library.ts
/** Every function that Millrace adds to the language of expressions, in the order of the documentation. */
var LIBRARY = [
	...SAP_FUNCTIONS,
	...DECIMAL_FUNCTIONS,
	...DATE_FUNCTIONS,
	...UNIT_FUNCTIONS,
	...LOOK_UP_FUNCTIONS,
	...CODE_FUNCTIONS
];
export { LIBRARY, LibraryFault, callLibrary, findMisfit };
