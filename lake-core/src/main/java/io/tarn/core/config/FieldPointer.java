package io.tarn.core.config;

/** How people name a field: by its JSON pointer (RFC 6901), or, without a leading '/', as a top-level key. */
public final class FieldPointer {
    private FieldPointer() {}

    /** The JSON pointer of a field's name. */
    public static String of(String name) {
        if (name.isEmpty()) {
            throw new UnfitValueException("a field needs a name", "Write a JSON pointer as /customer/id");
        }
        if (!name.startsWith("/")) {
            return "/" + name.replace("~", "~0").replace("/", "~1");
        }
        for (int at = name.indexOf('~'); at >= 0; at = name.indexOf('~', at + 1)) {
            if (at + 1 == name.length() || "01".indexOf(name.charAt(at + 1)) < 0) {
                throw new UnfitValueException(
                        "in a JSON pointer '~' is followed by 0 or 1", "Write ~0 for '~' and ~1 for '/' in a key");
            }
        }
        return name;
    }
}
