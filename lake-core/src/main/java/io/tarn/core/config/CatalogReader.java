package io.tarn.core.config;

import io.tarn.core.store.AwsAccess;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ConfigSection#CATALOG} section. */
final class CatalogReader {
    /** What Athena takes without quotes; Glue itself takes more. */
    private static final Pattern DATABASE = Pattern.compile("[a-z0-9][a-z0-9_]{0,254}");

    private CatalogReader() {}

    static CatalogConfig read(Section catalog) {
        CatalogConfig.Type type = catalog.choice("type", CatalogConfig.Type.class);
        if (type == CatalogConfig.Type.FILE) {
            for (String key : catalog.keys()) {
                if (!key.equals("type")) {
                    throw catalog.place(key)
                            .error(
                                    "'catalog." + key + "' has no meaning",
                                    "the catalog is a file one, and the key is for Glue",
                                    "Remove it, or write 'type: glue'");
                }
            }
            return CatalogConfig.FILE;
        }
        if (!catalog.has("database")) {
            throw catalog.missing("database", "the tables need one in Glue", "Add a line as database: events");
        }
        return new CatalogConfig(type, catalog.value("database", CatalogReader::database), access(catalog));
    }

    private static String database(String text) {
        if (!DATABASE.matcher(text).matches()) {
            throw new UnfitValueException(
                    "a name is 1 to 255 of a-z, 0-9 and _, and does not begin with _", "Choose another name");
        }
        return text;
    }

    private static AwsAccess access(Section catalog) {
        return new AwsAccess(
                text(catalog, "region"),
                text(catalog, "profile"),
                text(catalog, "assume-role"),
                text(catalog, "endpoint"));
    }

    private static @Nullable String text(Section catalog, String key) {
        return catalog.text(key).orElse(null);
    }
}
