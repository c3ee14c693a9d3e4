// @ts-nocheck Generated from flow-schema.ts by flows/build/generate-validators.mjs; do not edit.
import type { ShapeFault } from './shape-fault.ts';
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:millrace:flow:1","title":"Millrace flow, format 1","type":"object","additionalProperties":false,"required":["format","id","name","layer","owner","contract","nodes","edges"],"properties":{"format":{"type":"integer","const":1},"id":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"name":{"type":"string","minLength":1,"maxLength":120},"description":{"type":"string","maxLength":4000},"layer":{"type":"string","enum":["system","process","experience"]},"owner":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"contract":{"type":"object","additionalProperties":false,"required":["major"],"properties":{"major":{"type":"integer","minimum":1,"maximum":9999},"input":{"type":"object"},"output":{"type":"object"}}},"plant":{"type":"string","minLength":1,"maxLength":32768,"format":"expression"},"object":{"type":"object","additionalProperties":false,"required":["type","keys"],"properties":{"type":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"keys":{"type":"object","maxProperties":10,"additionalProperties":{"type":"string","minLength":1,"maxLength":32768,"format":"expression"}}}},"lane":{"type":"object","additionalProperties":false,"required":["name","key"],"properties":{"name":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"key":{"type":"string","minLength":1,"maxLength":32768,"format":"expression"},"sequence":{"type":"string","minLength":1,"maxLength":32768,"format":"expression"},"onFailure":{"type":"string","enum":["park","compensate","continue"]},"whileWaiting":{"type":"string","enum":["hold","release"]},"whenNewer":{"type":"string","enum":["queue","supersede","coalesce"]},"debounceMs":{"type":"integer","minimum":1,"maximum":31622400000,"format":"duration-ms"},"merge":{"type":"string","minLength":1,"maxLength":32768,"format":"expression"}}},"idempotency":{"type":"object","additionalProperties":false,"required":["key"],"properties":{"key":{"type":"string","minLength":1,"maxLength":32768,"format":"expression"},"windowMs":{"type":"integer","minimum":1,"maximum":31622400000,"format":"duration-ms"}}},"respondWithinMs":{"type":"integer","minimum":1,"maximum":31622400000,"format":"duration-ms"},"deadlineMs":{"type":"integer","minimum":1,"maximum":31622400000,"format":"duration-ms"},"concurrency":{"type":"integer","minimum":1,"maximum":10000},"nodes":{"type":"object","maxProperties":500,"propertyNames":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"additionalProperties":{"type":"object","additionalProperties":false,"required":["type","version","config"],"properties":{"type":{"type":"string","pattern":"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$","maxLength":128},"version":{"type":"integer","minimum":1},"label":{"type":"string","minLength":1,"maxLength":120},"connection":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"config":{"type":"object"},"retry":{"type":"object","additionalProperties":false,"required":["attempts"],"properties":{"attempts":{"type":"integer","minimum":1,"maximum":100},"initialMs":{"type":"integer","minimum":0,"maximum":31622400000},"factor":{"type":"number","minimum":1,"maximum":100},"maxMs":{"type":"integer","minimum":0,"maximum":31622400000},"jitter":{"type":"number","minimum":0,"maximum":1},"on":{"type":"array","items":{"type":"string","enum":["network","timeout","throttled","unavailable","conflict"]}}}},"timeoutMs":{"type":"integer","minimum":1,"maximum":31622400000,"format":"duration-ms"},"compensate":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"note":{"type":"string","maxLength":4000},"parent":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64}}}},"edges":{"type":"array","maxItems":2000,"items":{"type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"port":{"type":"string","pattern":"^[a-z][a-z0-9-]*$","maxLength":64},"to":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64}}}},"notes":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"additionalProperties":{"type":"object","additionalProperties":false,"required":["text","at","size"],"properties":{"text":{"type":"string","maxLength":4000},"at":{"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2},"size":{"type":"array","items":{"type":"number","minimum":20,"maximum":4000},"minItems":2,"maxItems":2}}}},"layout":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z][a-z0-9]*(-[a-z0-9]+)*$","maxLength":64},"additionalProperties":{"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2}}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = (text) => [...text].length;
const pattern4 = new RegExp("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "u");
const pattern9 = new RegExp("^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$", "u");
const pattern14 = new RegExp("^[a-z][a-z0-9-]*$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="urn:millrace:flow:1" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.format === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "format"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.layer === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "layer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.owner === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "owner"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.contract === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "contract"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.nodes === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nodes"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.edges === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "edges"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.format !== undefined){
let data0 = data.format;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err9 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(1 !== data0){
const err10 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if(typeof data1 === "string"){
if(func2(data1) > 64){
const err11 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern4.test(data1)){
const err12 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.name !== undefined){
let data2 = data.name;
if(typeof data2 === "string"){
if(func2(data2) > 120){
const err14 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 120}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(func2(data2) < 1){
const err15 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.description !== undefined){
let data3 = data.description;
if(typeof data3 === "string"){
if(func2(data3) > 4000){
const err17 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 4000}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.layer !== undefined){
let data4 = data.layer;
if(typeof data4 !== "string"){
const err19 = {instancePath:instancePath+"/layer",schemaPath:"#/properties/layer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(((data4 === "system") || (data4 === "process")) || (data4 === "experience"))){
const err20 = {instancePath:instancePath+"/layer",schemaPath:"#/properties/layer/enum",keyword:"enum",params:{allowedValues: schema31.properties.layer.enum}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.owner !== undefined){
let data5 = data.owner;
if(typeof data5 === "string"){
if(func2(data5) > 64){
const err21 = {instancePath:instancePath+"/owner",schemaPath:"#/properties/owner/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!pattern4.test(data5)){
const err22 = {instancePath:instancePath+"/owner",schemaPath:"#/properties/owner/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/owner",schemaPath:"#/properties/owner/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.contract !== undefined){
let data6 = data.contract;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.major === undefined){
const err24 = {instancePath:instancePath+"/contract",schemaPath:"#/properties/contract/required",keyword:"required",params:{missingProperty: "major"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key1 in data6){
if(!(((key1 === "major") || (key1 === "input")) || (key1 === "output"))){
const err25 = {instancePath:instancePath+"/contract",schemaPath:"#/properties/contract/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data6.major !== undefined){
let data7 = data6.major;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err26 = {instancePath:instancePath+"/contract/major",schemaPath:"#/properties/contract/properties/major/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 9999 || isNaN(data7)){
const err27 = {instancePath:instancePath+"/contract/major",schemaPath:"#/properties/contract/properties/major/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9999}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err28 = {instancePath:instancePath+"/contract/major",schemaPath:"#/properties/contract/properties/major/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data6.input !== undefined){
let data8 = data6.input;
if(!(data8 && typeof data8 == "object" && !Array.isArray(data8))){
const err29 = {instancePath:instancePath+"/contract/input",schemaPath:"#/properties/contract/properties/input/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data6.output !== undefined){
let data9 = data6.output;
if(!(data9 && typeof data9 == "object" && !Array.isArray(data9))){
const err30 = {instancePath:instancePath+"/contract/output",schemaPath:"#/properties/contract/properties/output/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/contract",schemaPath:"#/properties/contract/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.plant !== undefined){
let data10 = data.plant;
if(typeof data10 === "string"){
if(func2(data10) > 32768){
const err32 = {instancePath:instancePath+"/plant",schemaPath:"#/properties/plant/maxLength",keyword:"maxLength",params:{limit: 32768}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(func2(data10) < 1){
const err33 = {instancePath:instancePath+"/plant",schemaPath:"#/properties/plant/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/plant",schemaPath:"#/properties/plant/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.object !== undefined){
let data11 = data.object;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.type === undefined){
const err35 = {instancePath:instancePath+"/object",schemaPath:"#/properties/object/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data11.keys === undefined){
const err36 = {instancePath:instancePath+"/object",schemaPath:"#/properties/object/required",keyword:"required",params:{missingProperty: "keys"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key2 in data11){
if(!((key2 === "type") || (key2 === "keys"))){
const err37 = {instancePath:instancePath+"/object",schemaPath:"#/properties/object/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data11.type !== undefined){
let data12 = data11.type;
if(typeof data12 === "string"){
if(func2(data12) > 64){
const err38 = {instancePath:instancePath+"/object/type",schemaPath:"#/properties/object/properties/type/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!pattern4.test(data12)){
const err39 = {instancePath:instancePath+"/object/type",schemaPath:"#/properties/object/properties/type/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/object/type",schemaPath:"#/properties/object/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data11.keys !== undefined){
let data13 = data11.keys;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(Object.keys(data13).length > 10){
const err41 = {instancePath:instancePath+"/object/keys",schemaPath:"#/properties/object/properties/keys/maxProperties",keyword:"maxProperties",params:{limit: 10}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key3 in data13){
let data14 = data13[key3];
if(typeof data14 === "string"){
if(func2(data14) > 32768){
const err42 = {instancePath:instancePath+"/object/keys/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/object/properties/keys/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 32768}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(func2(data14) < 1){
const err43 = {instancePath:instancePath+"/object/keys/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/object/properties/keys/additionalProperties/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/object/keys/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/object/properties/keys/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/object/keys",schemaPath:"#/properties/object/properties/keys/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/object",schemaPath:"#/properties/object/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.lane !== undefined){
let data15 = data.lane;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.name === undefined){
const err47 = {instancePath:instancePath+"/lane",schemaPath:"#/properties/lane/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data15.key === undefined){
const err48 = {instancePath:instancePath+"/lane",schemaPath:"#/properties/lane/required",keyword:"required",params:{missingProperty: "key"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
for(const key4 in data15){
if(!((((((((key4 === "name") || (key4 === "key")) || (key4 === "sequence")) || (key4 === "onFailure")) || (key4 === "whileWaiting")) || (key4 === "whenNewer")) || (key4 === "debounceMs")) || (key4 === "merge"))){
const err49 = {instancePath:instancePath+"/lane",schemaPath:"#/properties/lane/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data15.name !== undefined){
let data16 = data15.name;
if(typeof data16 === "string"){
if(func2(data16) > 64){
const err50 = {instancePath:instancePath+"/lane/name",schemaPath:"#/properties/lane/properties/name/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(!pattern4.test(data16)){
const err51 = {instancePath:instancePath+"/lane/name",schemaPath:"#/properties/lane/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/lane/name",schemaPath:"#/properties/lane/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data15.key !== undefined){
let data17 = data15.key;
if(typeof data17 === "string"){
if(func2(data17) > 32768){
const err53 = {instancePath:instancePath+"/lane/key",schemaPath:"#/properties/lane/properties/key/maxLength",keyword:"maxLength",params:{limit: 32768}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(func2(data17) < 1){
const err54 = {instancePath:instancePath+"/lane/key",schemaPath:"#/properties/lane/properties/key/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/lane/key",schemaPath:"#/properties/lane/properties/key/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data15.sequence !== undefined){
let data18 = data15.sequence;
if(typeof data18 === "string"){
if(func2(data18) > 32768){
const err56 = {instancePath:instancePath+"/lane/sequence",schemaPath:"#/properties/lane/properties/sequence/maxLength",keyword:"maxLength",params:{limit: 32768}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(func2(data18) < 1){
const err57 = {instancePath:instancePath+"/lane/sequence",schemaPath:"#/properties/lane/properties/sequence/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/lane/sequence",schemaPath:"#/properties/lane/properties/sequence/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data15.onFailure !== undefined){
let data19 = data15.onFailure;
if(typeof data19 !== "string"){
const err59 = {instancePath:instancePath+"/lane/onFailure",schemaPath:"#/properties/lane/properties/onFailure/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(!(((data19 === "park") || (data19 === "compensate")) || (data19 === "continue"))){
const err60 = {instancePath:instancePath+"/lane/onFailure",schemaPath:"#/properties/lane/properties/onFailure/enum",keyword:"enum",params:{allowedValues: schema31.properties.lane.properties.onFailure.enum}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data15.whileWaiting !== undefined){
let data20 = data15.whileWaiting;
if(typeof data20 !== "string"){
const err61 = {instancePath:instancePath+"/lane/whileWaiting",schemaPath:"#/properties/lane/properties/whileWaiting/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(!((data20 === "hold") || (data20 === "release"))){
const err62 = {instancePath:instancePath+"/lane/whileWaiting",schemaPath:"#/properties/lane/properties/whileWaiting/enum",keyword:"enum",params:{allowedValues: schema31.properties.lane.properties.whileWaiting.enum}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data15.whenNewer !== undefined){
let data21 = data15.whenNewer;
if(typeof data21 !== "string"){
const err63 = {instancePath:instancePath+"/lane/whenNewer",schemaPath:"#/properties/lane/properties/whenNewer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(!(((data21 === "queue") || (data21 === "supersede")) || (data21 === "coalesce"))){
const err64 = {instancePath:instancePath+"/lane/whenNewer",schemaPath:"#/properties/lane/properties/whenNewer/enum",keyword:"enum",params:{allowedValues: schema31.properties.lane.properties.whenNewer.enum}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data15.debounceMs !== undefined){
let data22 = data15.debounceMs;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err65 = {instancePath:instancePath+"/lane/debounceMs",schemaPath:"#/properties/lane/properties/debounceMs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 31622400000 || isNaN(data22)){
const err66 = {instancePath:instancePath+"/lane/debounceMs",schemaPath:"#/properties/lane/properties/debounceMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31622400000}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data22 < 1 || isNaN(data22)){
const err67 = {instancePath:instancePath+"/lane/debounceMs",schemaPath:"#/properties/lane/properties/debounceMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
if(data15.merge !== undefined){
let data23 = data15.merge;
if(typeof data23 === "string"){
if(func2(data23) > 32768){
const err68 = {instancePath:instancePath+"/lane/merge",schemaPath:"#/properties/lane/properties/merge/maxLength",keyword:"maxLength",params:{limit: 32768}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(func2(data23) < 1){
const err69 = {instancePath:instancePath+"/lane/merge",schemaPath:"#/properties/lane/properties/merge/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/lane/merge",schemaPath:"#/properties/lane/properties/merge/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/lane",schemaPath:"#/properties/lane/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.idempotency !== undefined){
let data24 = data.idempotency;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.key === undefined){
const err72 = {instancePath:instancePath+"/idempotency",schemaPath:"#/properties/idempotency/required",keyword:"required",params:{missingProperty: "key"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
for(const key5 in data24){
if(!((key5 === "key") || (key5 === "windowMs"))){
const err73 = {instancePath:instancePath+"/idempotency",schemaPath:"#/properties/idempotency/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data24.key !== undefined){
let data25 = data24.key;
if(typeof data25 === "string"){
if(func2(data25) > 32768){
const err74 = {instancePath:instancePath+"/idempotency/key",schemaPath:"#/properties/idempotency/properties/key/maxLength",keyword:"maxLength",params:{limit: 32768}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(func2(data25) < 1){
const err75 = {instancePath:instancePath+"/idempotency/key",schemaPath:"#/properties/idempotency/properties/key/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/idempotency/key",schemaPath:"#/properties/idempotency/properties/key/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data24.windowMs !== undefined){
let data26 = data24.windowMs;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err77 = {instancePath:instancePath+"/idempotency/windowMs",schemaPath:"#/properties/idempotency/properties/windowMs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 31622400000 || isNaN(data26)){
const err78 = {instancePath:instancePath+"/idempotency/windowMs",schemaPath:"#/properties/idempotency/properties/windowMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31622400000}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data26 < 1 || isNaN(data26)){
const err79 = {instancePath:instancePath+"/idempotency/windowMs",schemaPath:"#/properties/idempotency/properties/windowMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
}
else {
const err80 = {instancePath:instancePath+"/idempotency",schemaPath:"#/properties/idempotency/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.respondWithinMs !== undefined){
let data27 = data.respondWithinMs;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err81 = {instancePath:instancePath+"/respondWithinMs",schemaPath:"#/properties/respondWithinMs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 31622400000 || isNaN(data27)){
const err82 = {instancePath:instancePath+"/respondWithinMs",schemaPath:"#/properties/respondWithinMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31622400000}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data27 < 1 || isNaN(data27)){
const err83 = {instancePath:instancePath+"/respondWithinMs",schemaPath:"#/properties/respondWithinMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
if(data.deadlineMs !== undefined){
let data28 = data.deadlineMs;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err84 = {instancePath:instancePath+"/deadlineMs",schemaPath:"#/properties/deadlineMs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 31622400000 || isNaN(data28)){
const err85 = {instancePath:instancePath+"/deadlineMs",schemaPath:"#/properties/deadlineMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31622400000}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data28 < 1 || isNaN(data28)){
const err86 = {instancePath:instancePath+"/deadlineMs",schemaPath:"#/properties/deadlineMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data.concurrency !== undefined){
let data29 = data.concurrency;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err87 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 10000 || isNaN(data29)){
const err88 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data29 < 1 || isNaN(data29)){
const err89 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
if(data.nodes !== undefined){
let data30 = data.nodes;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(Object.keys(data30).length > 500){
const err90 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/maxProperties",keyword:"maxProperties",params:{limit: 500}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
for(const key6 in data30){
const _errs69 = errors;
if(typeof key6 === "string"){
if(func2(key6) > 64){
const err91 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/propertyNames/maxLength",keyword:"maxLength",params:{limit: 64},propertyName:key6};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(!pattern4.test(key6)){
const err92 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},propertyName:key6};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key6};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
var valid6 = _errs69 === errors;
if(!valid6){
const err94 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/propertyNames",keyword:"propertyNames",params:{propertyName: key6}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
for(const key7 in data30){
let data31 = data30[key7];
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.type === undefined){
const err95 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/additionalProperties/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(data31.version === undefined){
const err96 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/additionalProperties/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data31.config === undefined){
const err97 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/additionalProperties/required",keyword:"required",params:{missingProperty: "config"}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
for(const key8 in data31){
if(!(func1.call(schema31.properties.nodes.additionalProperties.properties, key8))){
const err98 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data31.type !== undefined){
let data32 = data31.type;
if(typeof data32 === "string"){
if(func2(data32) > 128){
const err99 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/nodes/additionalProperties/properties/type/maxLength",keyword:"maxLength",params:{limit: 128}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(!pattern9.test(data32)){
const err100 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/nodes/additionalProperties/properties/type/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$"}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
else {
const err101 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/nodes/additionalProperties/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data31.version !== undefined){
let data33 = data31.version;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
const err102 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/nodes/additionalProperties/properties/version/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 1 || isNaN(data33)){
const err103 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/nodes/additionalProperties/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
if(data31.label !== undefined){
let data34 = data31.label;
if(typeof data34 === "string"){
if(func2(data34) > 120){
const err104 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/label",schemaPath:"#/properties/nodes/additionalProperties/properties/label/maxLength",keyword:"maxLength",params:{limit: 120}};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(func2(data34) < 1){
const err105 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/label",schemaPath:"#/properties/nodes/additionalProperties/properties/label/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
else {
const err106 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/label",schemaPath:"#/properties/nodes/additionalProperties/properties/label/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data31.connection !== undefined){
let data35 = data31.connection;
if(typeof data35 === "string"){
if(func2(data35) > 64){
const err107 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/connection",schemaPath:"#/properties/nodes/additionalProperties/properties/connection/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if(!pattern4.test(data35)){
const err108 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/connection",schemaPath:"#/properties/nodes/additionalProperties/properties/connection/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
else {
const err109 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/connection",schemaPath:"#/properties/nodes/additionalProperties/properties/connection/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data31.config !== undefined){
let data36 = data31.config;
if(!(data36 && typeof data36 == "object" && !Array.isArray(data36))){
const err110 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/config",schemaPath:"#/properties/nodes/additionalProperties/properties/config/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data31.retry !== undefined){
let data37 = data31.retry;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.attempts === undefined){
const err111 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/required",keyword:"required",params:{missingProperty: "attempts"}};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
for(const key9 in data37){
if(!((((((key9 === "attempts") || (key9 === "initialMs")) || (key9 === "factor")) || (key9 === "maxMs")) || (key9 === "jitter")) || (key9 === "on"))){
const err112 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data37.attempts !== undefined){
let data38 = data37.attempts;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err113 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/attempts",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/attempts/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 100 || isNaN(data38)){
const err114 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/attempts",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100}};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if(data38 < 1 || isNaN(data38)){
const err115 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/attempts",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
if(data37.initialMs !== undefined){
let data39 = data37.initialMs;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err116 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/initialMs",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/initialMs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 31622400000 || isNaN(data39)){
const err117 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/initialMs",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/initialMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31622400000}};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if(data39 < 0 || isNaN(data39)){
const err118 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/initialMs",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/initialMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
if(data37.factor !== undefined){
let data40 = data37.factor;
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 100 || isNaN(data40)){
const err119 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/factor",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/factor/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100}};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if(data40 < 1 || isNaN(data40)){
const err120 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/factor",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/factor/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
else {
const err121 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/factor",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/factor/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(data37.maxMs !== undefined){
let data41 = data37.maxMs;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err122 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/maxMs",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/maxMs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 31622400000 || isNaN(data41)){
const err123 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/maxMs",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/maxMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31622400000}};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if(data41 < 0 || isNaN(data41)){
const err124 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/maxMs",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
if(data37.jitter !== undefined){
let data42 = data37.jitter;
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 1 || isNaN(data42)){
const err125 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/jitter",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/jitter/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1}};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(data42 < 0 || isNaN(data42)){
const err126 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/jitter",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/jitter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
else {
const err127 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/jitter",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/jitter/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data37.on !== undefined){
let data43 = data37.on;
if(Array.isArray(data43)){
const len0 = data43.length;
for(let i0=0; i0<len0; i0++){
let data44 = data43[i0];
if(typeof data44 !== "string"){
const err128 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/on/" + i0,schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/on/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
if(!(((((data44 === "network") || (data44 === "timeout")) || (data44 === "throttled")) || (data44 === "unavailable")) || (data44 === "conflict"))){
const err129 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/on/" + i0,schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/on/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.additionalProperties.properties.retry.properties.on.items.enum}};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
}
else {
const err130 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/on",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/properties/on/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
else {
const err131 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry",schemaPath:"#/properties/nodes/additionalProperties/properties/retry/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data31.timeoutMs !== undefined){
let data45 = data31.timeoutMs;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err132 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeoutMs",schemaPath:"#/properties/nodes/additionalProperties/properties/timeoutMs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 31622400000 || isNaN(data45)){
const err133 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeoutMs",schemaPath:"#/properties/nodes/additionalProperties/properties/timeoutMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31622400000}};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
if(data45 < 1 || isNaN(data45)){
const err134 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeoutMs",schemaPath:"#/properties/nodes/additionalProperties/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
}
if(data31.compensate !== undefined){
let data46 = data31.compensate;
if(typeof data46 === "string"){
if(func2(data46) > 64){
const err135 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/compensate",schemaPath:"#/properties/nodes/additionalProperties/properties/compensate/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
if(!pattern4.test(data46)){
const err136 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/compensate",schemaPath:"#/properties/nodes/additionalProperties/properties/compensate/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
else {
const err137 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/compensate",schemaPath:"#/properties/nodes/additionalProperties/properties/compensate/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
if(data31.note !== undefined){
let data47 = data31.note;
if(typeof data47 === "string"){
if(func2(data47) > 4000){
const err138 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/note",schemaPath:"#/properties/nodes/additionalProperties/properties/note/maxLength",keyword:"maxLength",params:{limit: 4000}};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
else {
const err139 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/note",schemaPath:"#/properties/nodes/additionalProperties/properties/note/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data31.parent !== undefined){
let data48 = data31.parent;
if(typeof data48 === "string"){
if(func2(data48) > 64){
const err140 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/parent",schemaPath:"#/properties/nodes/additionalProperties/properties/parent/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
if(!pattern4.test(data48)){
const err141 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/parent",schemaPath:"#/properties/nodes/additionalProperties/properties/parent/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
else {
const err142 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/parent",schemaPath:"#/properties/nodes/additionalProperties/properties/parent/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
else {
const err143 = {instancePath:instancePath+"/nodes/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/additionalProperties/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
}
else {
const err144 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
if(data.edges !== undefined){
let data49 = data.edges;
if(Array.isArray(data49)){
if(data49.length > 2000){
const err145 = {instancePath:instancePath+"/edges",schemaPath:"#/properties/edges/maxItems",keyword:"maxItems",params:{limit: 2000}};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
const len1 = data49.length;
for(let i1=0; i1<len1; i1++){
let data50 = data49[i1];
if(data50 && typeof data50 == "object" && !Array.isArray(data50)){
if(data50.from === undefined){
const err146 = {instancePath:instancePath+"/edges/" + i1,schemaPath:"#/properties/edges/items/required",keyword:"required",params:{missingProperty: "from"}};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
if(data50.to === undefined){
const err147 = {instancePath:instancePath+"/edges/" + i1,schemaPath:"#/properties/edges/items/required",keyword:"required",params:{missingProperty: "to"}};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
for(const key10 in data50){
if(!(((key10 === "from") || (key10 === "port")) || (key10 === "to"))){
const err148 = {instancePath:instancePath+"/edges/" + i1,schemaPath:"#/properties/edges/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10}};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data50.from !== undefined){
let data51 = data50.from;
if(typeof data51 === "string"){
if(func2(data51) > 64){
const err149 = {instancePath:instancePath+"/edges/" + i1+"/from",schemaPath:"#/properties/edges/items/properties/from/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if(!pattern4.test(data51)){
const err150 = {instancePath:instancePath+"/edges/" + i1+"/from",schemaPath:"#/properties/edges/items/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
else {
const err151 = {instancePath:instancePath+"/edges/" + i1+"/from",schemaPath:"#/properties/edges/items/properties/from/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
if(data50.port !== undefined){
let data52 = data50.port;
if(typeof data52 === "string"){
if(func2(data52) > 64){
const err152 = {instancePath:instancePath+"/edges/" + i1+"/port",schemaPath:"#/properties/edges/items/properties/port/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
if(!pattern14.test(data52)){
const err153 = {instancePath:instancePath+"/edges/" + i1+"/port",schemaPath:"#/properties/edges/items/properties/port/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]*$"}};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
else {
const err154 = {instancePath:instancePath+"/edges/" + i1+"/port",schemaPath:"#/properties/edges/items/properties/port/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data50.to !== undefined){
let data53 = data50.to;
if(typeof data53 === "string"){
if(func2(data53) > 64){
const err155 = {instancePath:instancePath+"/edges/" + i1+"/to",schemaPath:"#/properties/edges/items/properties/to/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if(!pattern4.test(data53)){
const err156 = {instancePath:instancePath+"/edges/" + i1+"/to",schemaPath:"#/properties/edges/items/properties/to/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
else {
const err157 = {instancePath:instancePath+"/edges/" + i1+"/to",schemaPath:"#/properties/edges/items/properties/to/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
}
else {
const err158 = {instancePath:instancePath+"/edges/" + i1,schemaPath:"#/properties/edges/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
}
else {
const err159 = {instancePath:instancePath+"/edges",schemaPath:"#/properties/edges/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data.notes !== undefined){
let data54 = data.notes;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
if(Object.keys(data54).length > 200){
const err160 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/maxProperties",keyword:"maxProperties",params:{limit: 200}};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
for(const key11 in data54){
const _errs123 = errors;
if(typeof key11 === "string"){
if(func2(key11) > 64){
const err161 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/propertyNames/maxLength",keyword:"maxLength",params:{limit: 64},propertyName:key11};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(!pattern4.test(key11)){
const err162 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},propertyName:key11};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
else {
const err163 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key11};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
var valid15 = _errs123 === errors;
if(!valid15){
const err164 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/propertyNames",keyword:"propertyNames",params:{propertyName: key11}};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
for(const key12 in data54){
let data55 = data54[key12];
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
if(data55.text === undefined){
const err165 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notes/additionalProperties/required",keyword:"required",params:{missingProperty: "text"}};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
if(data55.at === undefined){
const err166 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notes/additionalProperties/required",keyword:"required",params:{missingProperty: "at"}};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
if(data55.size === undefined){
const err167 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notes/additionalProperties/required",keyword:"required",params:{missingProperty: "size"}};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
for(const key13 in data55){
if(!(((key13 === "text") || (key13 === "at")) || (key13 === "size"))){
const err168 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notes/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13}};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
if(data55.text !== undefined){
let data56 = data55.text;
if(typeof data56 === "string"){
if(func2(data56) > 4000){
const err169 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/text",schemaPath:"#/properties/notes/additionalProperties/properties/text/maxLength",keyword:"maxLength",params:{limit: 4000}};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
else {
const err170 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/text",schemaPath:"#/properties/notes/additionalProperties/properties/text/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
if(data55.at !== undefined){
let data57 = data55.at;
if(Array.isArray(data57)){
if(data57.length > 2){
const err171 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/at",schemaPath:"#/properties/notes/additionalProperties/properties/at/maxItems",keyword:"maxItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
if(data57.length < 2){
const err172 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/at",schemaPath:"#/properties/notes/additionalProperties/properties/at/minItems",keyword:"minItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
const len2 = data57.length;
for(let i2=0; i2<len2; i2++){
let data58 = data57[i2];
if(!((typeof data58 == "number") && (isFinite(data58)))){
const err173 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/at/" + i2,schemaPath:"#/properties/notes/additionalProperties/properties/at/items/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
}
else {
const err174 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/at",schemaPath:"#/properties/notes/additionalProperties/properties/at/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
if(data55.size !== undefined){
let data59 = data55.size;
if(Array.isArray(data59)){
if(data59.length > 2){
const err175 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/size",schemaPath:"#/properties/notes/additionalProperties/properties/size/maxItems",keyword:"maxItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if(data59.length < 2){
const err176 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/size",schemaPath:"#/properties/notes/additionalProperties/properties/size/minItems",keyword:"minItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
const len3 = data59.length;
for(let i3=0; i3<len3; i3++){
let data60 = data59[i3];
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 > 4000 || isNaN(data60)){
const err177 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/size/" + i3,schemaPath:"#/properties/notes/additionalProperties/properties/size/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4000}};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
if(data60 < 20 || isNaN(data60)){
const err178 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/size/" + i3,schemaPath:"#/properties/notes/additionalProperties/properties/size/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 20}};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
else {
const err179 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/size/" + i3,schemaPath:"#/properties/notes/additionalProperties/properties/size/items/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
}
else {
const err180 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/size",schemaPath:"#/properties/notes/additionalProperties/properties/size/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
}
else {
const err181 = {instancePath:instancePath+"/notes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/notes/additionalProperties/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
}
else {
const err182 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
if(data.layout !== undefined){
let data61 = data.layout;
if(data61 && typeof data61 == "object" && !Array.isArray(data61)){
for(const key14 in data61){
const _errs141 = errors;
if(typeof key14 === "string"){
if(func2(key14) > 64){
const err183 = {instancePath:instancePath+"/layout",schemaPath:"#/properties/layout/propertyNames/maxLength",keyword:"maxLength",params:{limit: 64},propertyName:key14};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
if(!pattern4.test(key14)){
const err184 = {instancePath:instancePath+"/layout",schemaPath:"#/properties/layout/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},propertyName:key14};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
else {
const err185 = {instancePath:instancePath+"/layout",schemaPath:"#/properties/layout/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key14};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
var valid22 = _errs141 === errors;
if(!valid22){
const err186 = {instancePath:instancePath+"/layout",schemaPath:"#/properties/layout/propertyNames",keyword:"propertyNames",params:{propertyName: key14}};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
for(const key15 in data61){
let data62 = data61[key15];
if(Array.isArray(data62)){
if(data62.length > 2){
const err187 = {instancePath:instancePath+"/layout/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/layout/additionalProperties/maxItems",keyword:"maxItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
if(data62.length < 2){
const err188 = {instancePath:instancePath+"/layout/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/layout/additionalProperties/minItems",keyword:"minItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
const len4 = data62.length;
for(let i4=0; i4<len4; i4++){
let data63 = data62[i4];
if(!((typeof data63 == "number") && (isFinite(data63)))){
const err189 = {instancePath:instancePath+"/layout/" + key15.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i4,schemaPath:"#/properties/layout/additionalProperties/items/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
}
else {
const err190 = {instancePath:instancePath+"/layout/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/layout/additionalProperties/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
}
else {
const err191 = {instancePath:instancePath+"/layout",schemaPath:"#/properties/layout/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
}
else {
const err192 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

/** True when `document` has the shape of a flow; else the faults are in `faults`. */
export function checkFlowShape(document: unknown): readonly ShapeFault[] {
  return validate20(document) ? [] : validate20.errors;
}
