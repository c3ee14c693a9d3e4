// @ts-nocheck Generated from field-code.ts by flows/build/copy-field-code.mjs; do not edit.
import { addSize, sizeOf } from "./accounting.ts";
import { isList, isObject } from "./value.ts";
import type { FieldCodeCopies } from './own-field-code.ts';

export const FIELD_CODE_COPIES: FieldCodeCopies = {
  fillFour: [
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
function ([first, second, third, fourth]) {
	const { name: name1, from: from1, code: code1, onGiven: onGiven1, counted: counted1 } = first;
	const { name: name2, from: from2, code: code2, onGiven: onGiven2, counted: counted2 } = second ?? first;
	const { name: name3, from: from3, code: code3, onGiven: onGiven3, counted: counted3 } = third ?? first;
	const { name: name4, from: from4, code: code4, onGiven: onGiven4, counted: counted4 } = fourth ?? first;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (object, input, given, frame) => {
		const { run } = frame;
		let size = 0;
		const value1 = from1 !== undefined ? given[from1] : code1(onGiven1 ? given : input, frame);
		if (value1 !== undefined) {
			object[name1] = value1;
			if (!counted1) size += sizeOf(value1, run);
		}
		if (length > 1) {
			const value2 = from2 !== undefined ? given[from2] : code2(onGiven2 ? given : input, frame);
			if (value2 !== undefined) {
				object[name2] = value2;
				if (!counted2) size += sizeOf(value2, run);
			}
		}
		if (length > 2) {
			const value3 = from3 !== undefined ? given[from3] : code3(onGiven3 ? given : input, frame);
			if (value3 !== undefined) {
				object[name3] = value3;
				if (!counted3) size += sizeOf(value3, run);
			}
		}
		if (length > 3) {
			const value4 = from4 !== undefined ? given[from4] : code4(onGiven4 ? given : input, frame);
			if (value4 !== undefined) {
				object[name4] = value4;
				if (!counted4) size += sizeOf(value4, run);
			}
		}
		addSize(size, run);
	};
},
  ],
  copyEach: [
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
function ([first, second, third, fourth]) {
	const { name: name1 } = first;
	const { name: name2 } = second ?? first;
	const { name: name3 } = third ?? first;
	const { name: name4 } = fourth ?? first;
	const from1 = first.from;
	const from2 = (second ?? first).from;
	const from3 = (third ?? first).from;
	const from4 = (fourth ?? first).from;
	const length = second === undefined ? 1 : third === undefined ? 2 : fourth === undefined ? 3 : 4;
	return (list, made, run) => {
		const isFirst = made.length === 0;
		let size = 0;
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (!isObject(item)) return false;
			const object = isFirst ? {} : made[at];
			const value1 = item[from1];
			if (value1 !== undefined) {
				object[name1] = value1;
				size += sizeOf(value1, run);
			}
			const value2 = length > 1 ? item[from2] : undefined;
			if (value2 !== undefined) {
				object[name2] = value2;
				size += sizeOf(value2, run);
			}
			const value3 = length > 2 ? item[from3] : undefined;
			if (value3 !== undefined) {
				object[name3] = value3;
				size += sizeOf(value3, run);
			}
			const value4 = length > 3 ? item[from4] : undefined;
			if (value4 !== undefined) {
				object[name4] = value4;
				size += sizeOf(value4, run);
			}
			if (isFirst) made.push(object);
		}
		addSize(size, run);
		return true;
	};
},
  ],
  readEach: [
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
function (name) {
	return (list, found) => {
		for (let at = 0; at < list.length; at += 1) {
			const item = list[at];
			if (typeof item !== "object" || item === null) continue;
			if (isList(item)) return false;
			const value = item[name];
			if (isList(value)) return false;
			if (value !== undefined) found.push(value);
		}
		return true;
	};
},
  ],
  walkFour: [
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
function ([name1, name2, name3, name4], onList) {
	const length = name2 === undefined ? 1 : name3 === undefined ? 2 : name4 === undefined ? 3 : 4;
	return (input, frame) => {
		if (!isObject(input)) return isList(input) ? onList(input, 0, frame) : undefined;
		const first = input[name1];
		if (length === 1) return first;
		if (!isObject(first)) return isList(first) ? onList(first, 1, frame) : undefined;
		const second = first[name2];
		if (length === 2) return second;
		if (!isObject(second)) return isList(second) ? onList(second, 2, frame) : undefined;
		const third = second[name3];
		if (length === 3) return third;
		return isObject(third) ? third[name4] : isList(third) ? onList(third, 3, frame) : undefined;
	};
},
  ],
};
