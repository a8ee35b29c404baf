package io.tarn.core.store;

import org.jspecify.annotations.Nullable;

/** What every store wants of a key, whatever is below it. */
public final class KeyRules {
    private KeyRules() {}

    /** Why a key is not legal, or null if it is. */
    public static @Nullable String refusal(String key) {
        for (String part : key.split("/", -1)) {
            if (isNoPart(part)) {
                return "it has an empty part, '.' or '..'";
            }
        }
        return null;
    }

    /** True if no legal key begins like this, so that nobody need be asked. */
    public static boolean beginsNone(String prefix) {
        int end = prefix.lastIndexOf('/');
        return end >= 0 && refusal(prefix.substring(0, end)) != null;
    }

    private static boolean isNoPart(String part) {
        return part.isEmpty() || part.equals(".") || part.equals("..");
    }
}
