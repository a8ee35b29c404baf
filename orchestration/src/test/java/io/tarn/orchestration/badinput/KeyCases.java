package io.tarn.orchestration.badinput;

import static io.tarn.core.Reason.DUPLICATE_KEY;
import static io.tarn.orchestration.badinput.BadInput.columns;
import static io.tarn.orchestration.badinput.BadInput.json;
import static io.tarn.orchestration.badinput.BadInput.lines;
import static io.tarn.orchestration.badinput.ValueCases.exact;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names of fields: rows 38 to 51. All are columns of one table, beside each other. */
final class KeyCases {
    private KeyCases() {}

    static List<BadInput> all() {
        return List.of(
                names("38", "duplicate key")
                        .aside(DUPLICATE_KEY, "{'r38':1,'r38':2}")
                        .aside(DUPLICATE_KEY, "{'r38':1,'r38':1}")
                        .aside(DUPLICATE_KEY, "{'r38':[{'a':1,'b':2,'a':3}]}"),
                names("39", "duplicate by escape")
                        .aside(DUPLICATE_KEY, "{'a':1,'\\u0061':2}")
                        .aside(DUPLICATE_KEY, "{'\\ud83d\\ude00':1,'\ud83d\ude00':2}"),
                names("40", "two cases in one object").row("{'id40':1,'ID40':2}", "{'id40':2,'id40__2':1}"),
                names("41", "two cases in two rows")
                        .row("{'userId41':1}", "{'userid41':1}")
                        .row("{'userid41':'x'}", "{'userid41__2':'x'}"),
                names("42", "equal to Unicode, not to a byte")
                        .row("{'\u00e942':1,'e\u030142':2}", "{'_u00e942':1,'e_u030142':2}")
                        .row("{'i42':1,'\u013042':2,'I42':3}", "{'i42':3,'i42__2':1,'i42__3':2}")
                        .row("{'\u212a42':1,'k42':2}", "{'k42':2,'k42__2':1}"),
                names("43", "empty key").row("{'':1}", "{'_empty':1}"),
                special(),
                names("45", "words of SQL, digits and underscores")
                        .same("{'45x':1,'_x45':2,'order':3,'date':4,'timestamp':5,'select':6,'table':7}"),
                names("46", "a key of 60,000 characters")
                        .row("{'" + "k".repeat(60_000) + "':1}", exact("_rest", "{'/" + "k".repeat(60_000) + "':1}"))
                        .row(
                                "{'" + "k".repeat(257) + "':{'a':[]}}",
                                exact("_rest", "{'/" + "k".repeat(257) + "':{'a':[]}}"))
                        .row("{'" + "k".repeat(255) + "':1}", "{'" + "k".repeat(255) + "':1}"),
                hashed(),
                names("48", "emoji, right to left, zero width, look-alike")
                        .row(
                                "{'\ud83d\ude0048':1,'\u05d048':2,'a\u200db48':3,'\u043048':4,'a48':5}",
                                "{'_u1f60048':1,'_u05d048':2,'a_u200db48':3,'_u043048':4,'a48':5}"),
                names("49", "names of ours").row("{'tarn':1,'_rest':'x'}", "{'user_tarn':1,'user__rest':'x'}"),
                names("50", "a name of Spark's").same("{'_corrupt_record':'x'}"),
                names("51", "names of partitions")
                        .row("{'year':1,'month':'2','day':3.5}", "{'year__data':1,'month__data':'2','day__data':3.5}")
                        .same("{'in51':{'year':1,'tarn':2,'_rest':3}}"));
    }

    private static BadInput names(String row, String what) {
        return lines(row, what).in("names");
    }

    /** Every character that breaks an engine; they all become the same name, and are numbered in the order of keys. */
    private static BadInput special() {
        List<String> inOrder = List.of("\\t", "\\n", " ", "\\\"", "(", ")", ",", ".", ";", "=", "`", "{", "}");
        StringBuilder event = new StringBuilder();
        Map<String, String> columns = new TreeMap<>();
        for (int i = 0; i < inOrder.size(); i++) {
            event.append(i == 0 ? "{" : ",")
                    .append("\"k44")
                    .append(inOrder.get(i))
                    .append("x\":")
                    .append(i);
            columns.put(i == 0 ? "k44_x" : "k44_x__" + (i + 1), Integer.toString(i));
        }
        return names("44", "punctuation").row(event.append('}').toString(), columns(columns));
    }

    private static BadInput hashed() {
        String key = "\u00e9".repeat(60) + "47";
        String long2 = "\u00e9".repeat(60) + "48";
        return names("47", "long after escaping")
                .row(json("{'" + key + "':1,'" + long2 + "':2}"), "{'" + name(key) + "':1,'" + name(long2) + "':2}");
    }

    private static String name(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            String hash = "_" + HexFormat.of().formatHex(digest, 0, 8);
            return "_u00e9".repeat(60).substring(0, 255 - 16 - hash.length()) + hash;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
