package io.tarn.schema;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.util.ArrayList;
import java.util.List;

/** JSON pointers (RFC 6901) of fields; a name without a leading '/' is a top-level key. */
final class Pointers {
    private Pointers() {}

    /** The pointer of a member of the object at {@code parent}. */
    static String member(String parent, String key) {
        return parent + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** The keys from the root; refuses (exit 3) the pointer of the whole event and a '~' that escapes nothing. */
    static List<String> keys(String pointer) {
        if (!pointer.startsWith("/")) {
            if (pointer.isEmpty()) {
                throw wrong(pointer, "it names the whole event, not a field");
            }
            return List.of(pointer);
        }
        List<String> keys = new ArrayList<>();
        for (String token : pointer.substring(1).split("/", -1)) {
            keys.add(unescape(pointer, token));
        }
        return keys;
    }

    private static String unescape(String pointer, String token) {
        for (int at = token.indexOf('~'); at >= 0; at = token.indexOf('~', at + 1)) {
            char next = at + 1 < token.length() ? token.charAt(at + 1) : ' ';
            if (next != '0' && next != '1') {
                throw wrong(pointer, "in a JSON pointer '~' is written ~0 and '/' inside a name ~1");
            }
        }
        return token.replace("~1", "/").replace("~0", "~");
    }

    private static TarnException wrong(String pointer, String why) {
        return new TarnException(
                ExitCode.CONFIGURATION,
                "Field '" + pointer + "' is no JSON pointer to a field",
                why,
                "Name a field as /name or /outer/inner");
    }
}
