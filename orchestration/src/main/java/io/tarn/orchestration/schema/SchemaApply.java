package io.tarn.orchestration.schema;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.RowSettings;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.VersionedSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn schema apply COLLECTION}. */
@Command(
        name = "apply",
        description = {
            "Makes the settings in tarn.yaml (event-time, id, dedupe, pins, rename, hide, max-columns) hold for what is hydrated from now on.",
            "What was published before stays as it is."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  tarn schema apply orders", "  tarn schema apply orders --from-now"})
public final class SchemaApply implements Callable<Integer> {
    @Parameters(paramLabel = "COLLECTION", description = "Its name.")
    private String collection = "";

    @Option(
            names = "--from-now",
            description =
                    "Also where event-time or id change and the collection has data: older rows keep their day and their id.")
    private boolean fromNow;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        TarnConfig config = common.config();
        ObjectStore state = Stores.open(config.state());
        CollectionName name = new CollectionName(collection);
        RowSettings wanted = config.collection(name).rows();
        SettingsRegistry registry = new SettingsRegistry(state);
        while (true) {
            Optional<VersionedSettings> newest = registry.newest(name);
            List<String> differences = newest.map(before -> SettingsRegistry.differences(before.settings(), wanted))
                    .orElse(List.of("the first settings of this collection"));
            if (differences.isEmpty()) {
                out.println("Nothing to do: version "
                        + newest.map(VersionedSettings::version).orElse(0) + " is what tarn.yaml says.");
                return 0;
            }
            newest.ifPresent(before -> refuseSilentBreak(state, name, before.settings(), wanted));
            int next = newest.map(VersionedSettings::version).orElse(0) + 1;
            if (registry.commit(name, next, wanted)) {
                out.println("Settings of " + name + ", version " + next + ":");
                differences.forEach(line -> out.println("  " + line));
                return 0;
            }
        }
    }

    private void refuseSilentBreak(ObjectStore state, CollectionName name, RowSettings before, RowSettings wanted) {
        boolean moves = !Objects.equals(before.eventTime(), wanted.eventTime())
                || !before.id().equals(wanted.id());
        boolean hasData = state.list(Keys.logOf(name)).iterator().hasNext();
        if (moves && hasData && !fromNow) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "The settings of collection " + name + " were not applied",
                    "event-time or id change, and it has data that was put into days and de-duplicated by the old ones",
                    "Run it with --from-now if old rows may stay as they are");
        }
    }
}
