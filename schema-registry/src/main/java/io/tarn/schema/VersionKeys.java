package io.tarn.schema;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectLister;
import io.tarn.core.store.ObjectStat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions there are under a prefix of {@code v000001.json}, …; other objects there are not ours. */
final class VersionKeys {
    private static final Pattern NAME = Pattern.compile("v(\\d{6,9})\\.json");

    private VersionKeys() {}

    /** The highest version, or 0. */
    static int newest(ObjectLister state, String prefix) {
        int newest = 0;
        for (ObjectStat object : state.list(prefix)) {
            Matcher name = NAME.matcher(object.key().substring(prefix.length()));
            if (name.matches()) {
                newest = Math.max(newest, Integer.parseInt(name.group(1)));
            }
        }
        return newest;
    }

    static void requireVersion(String key, int version, int said) {
        if (said != version) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "'" + key + "' cannot be read",
                    "it says that it is version " + said,
                    "Restore the object from a backup or an older version of it");
        }
    }

    static TarnException missing(String key) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "'" + key + "' cannot be read",
                "there is no such object, but something refers to it",
                "Run 'tarn verify', which says what can be done");
    }
}
