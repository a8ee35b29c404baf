package io.tarn.core.config;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.config.ConfigNode.Entry;
import io.tarn.core.config.ConfigNode.Mapping;
import io.tarn.core.config.ConfigNode.Scalar;
import io.tarn.core.store.StoreLocation;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, read whole and checked: every key is known and every value possible, or loading fails with exit 3,
 * the file, the line, the key and the nearest valid one. Immutable and thread-safe.
 */
public final class TarnConfig {
    private final StoreLocation lake;
    private final StoreLocation state;
    private final Path spool;
    private final CatalogConfig catalog;
    private final EngineConfig engine;
    private final boolean autoCreate;
    private final Section defaults;
    private final SortedMap<CollectionName, CollectionConfig> collections = new TreeMap<>();
    private final SortedMap<CollectionName, CatalogConfig> catalogs = new TreeMap<>();

    private TarnConfig(Mapping tree, Map<String, String> env) {
        Section root = Section.of("", ConfigSection.ROOT, tree);
        StoreReader stores = new StoreReader(env);
        if (!root.has("lake")) {
            throw root.missing("lake", "Tarn must know where the published files go", "Add a line as lake: ./lake");
        }
        this.lake = stores.location(root.in("lake", ConfigSection.STORE), "lake");
        this.state = root.has("state")
                ? stores.location(root.in("state", ConfigSection.STORE), "state")
                : StoreReader.state(lake);
        StoreReader.apart(root.place("state"), lake, state);
        this.spool = root.text("spool")
                .map(text -> stores.directory(root.place("spool"), text))
                .orElseGet(() -> stores.spool(root, state));
        this.catalog = CatalogReader.read(root.in("catalog", ConfigSection.CATALOG));
        Section engines = root.in("engine", ConfigSection.ENGINE);
        this.engine = new EngineConfig(
                engines.choice("type", EngineConfig.Type.class),
                engines.text("master").orElse("local[*]"));
        this.autoCreate = root.flag("auto-create");
        this.defaults = root.in("defaults", ConfigSection.DEFAULTS);
        new CollectionReader(defaults).read(new CollectionName("defaults"), lake);
        readCollections(root, stores);
    }

    /**
     * Loads the configuration.
     *
     * @param named the file of {@code --config}, or null: {@code TARN_CONFIG}, else {@code tarn.yaml} in the working
     *     directory
     * @param overrides {@code -D} values by dotted key, in order
     * @param cwd what relative paths of {@code named} and {@code overrides} are relative to
     */
    public static TarnConfig load(
            @Nullable Path named, Map<String, String> overrides, Map<String, String> env, Path cwd) {
        Mapping file = ConfigFile.read(ConfigFile.find(named, env, cwd));
        return new TarnConfig(Overrides.apply(file, overrides, cwd), env);
    }

    /** A configuration without a file: a lake in a directory, and what is given by dotted key. */
    public static TarnConfig ofLake(Path lake, Map<String, String> overrides) {
        Path cwd = Path.of("").toAbsolutePath();
        Place place = new Place("lake " + lake, 0, cwd);
        Mapping tree = Mapping.empty(place).with("lake", new Entry(place, new Scalar(lake.toString(), place)));
        return new TarnConfig(Overrides.apply(tree, overrides, cwd), Map.of());
    }

    public StoreLocation lake() {
        return lake;
    }

    public StoreLocation state() {
        return state;
    }

    /** Local directory of landing's spools; need not exist. */
    public Path spool() {
        return spool;
    }

    /** Where query engines find the table of a collection. */
    public CatalogConfig catalog(CollectionName name) {
        return catalogs.getOrDefault(name, catalog);
    }

    public EngineConfig engine() {
        return engine;
    }

    /** True if a collection that is not listed may be created. */
    public boolean autoCreate() {
        return autoCreate;
    }

    /** The collections that the file names. */
    public Set<CollectionName> listed() {
        return Collections.unmodifiableSet(collections.keySet());
    }

    /** True if the collection may come into being: it is listed, or any may. */
    public boolean mayCreate(CollectionName name) {
        return autoCreate || collections.containsKey(name);
    }

    /** What holds for a collection; for one that is not listed, the defaults. */
    public CollectionConfig collection(CollectionName name) {
        CollectionConfig listed = collections.get(name);
        return listed == null ? new CollectionReader(defaults).read(name, lake) : listed;
    }

    private void readCollections(Section root, StoreReader stores) {
        Section all = root.in("collections", ConfigSection.COLLECTIONS);
        for (String text : all.keys()) {
            CollectionName name = name(all, text);
            Section own = all.in(text, ConfigSection.COLLECTION);
            StoreLocation at = lake;
            if (own.has("lake")) {
                at = stores.location(own.in("lake", ConfigSection.STORE), "collections." + name + ".lake");
                StoreReader.apart(own.place("lake"), at, state);
            }
            if (own.has("catalog")) {
                catalogs.put(name, CatalogReader.read(own.in("catalog", ConfigSection.CATALOG)));
            }
            collections.put(name, new CollectionReader(own.over(defaults)).read(name, at));
        }
    }

    private static CollectionName name(Section all, String text) {
        try {
            return new CollectionName(text);
        } catch (TarnException e) {
            throw all.place(text)
                    .error(
                            "'" + text + "' is no name for a collection",
                            "a name is 1 to 63 of a-z, 0-9 and _, does not begin with _, and is not reserved",
                            "Choose another name");
        }
    }
}
