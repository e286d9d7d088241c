import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{streamLoose}from"./chunk-FY4ABWT6.js";import"./chunk-KWCVS4VE.js";import"./chunk-SC4YSFNS.js";import"./chunk-IAX7Q6BA.js";import"./chunk-3PVIDRG6.js";import"./chunk-36LPDQC4.js";import"./chunk-C4E3TPMG.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{streamLoose};
