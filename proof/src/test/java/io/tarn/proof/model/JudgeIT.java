package io.tarn.proof.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.verify.VerifyMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeIT {
    private static final Instant BEGIN = Instant.parse("2026-11-22T06:00:00Z");

    @TempDir
    Path folder;

    @Test
    void a_life_in_which_nothing_goes_wrong_has_no_difference() {
        for (long seed = 1; seed <= 2; seed++) {
            assertThat(live(folder.resolve("lake" + seed), seed, new Model()))
                    .as("seed %s", seed)
                    .isEmpty();
        }
    }

    @Test
    void what_was_acknowledged_and_is_not_there_is_named() {
        Model model = new Model();
        Path lake = folder.resolve("lake");
        Sent never = new Sent(9999, Workload.ORDERS, "", "{\"n\":9999}", Sent.What.ROW, "", "{\"n\":9999}", null);
        model.appending(never);
        model.acknowledged(never, new io.tarn.landing.Ack.Stored("w", "e", 0, BEGIN, ""));
        assertThat(live(lake, 4, model)).anyMatch(line -> line.startsWith("Lost: {\"n\":9999}"));
    }

    @Test
    void what_lies_about_is_named() {
        Model model = new Model();
        SetClock clock = new SetClock(BEGIN);
        Site site = Site.of(folder.resolve("lake"), clock);
        try (Judge judge = new Judge(site, model)) {
            play(site, 5, model);
            assertThat(judge.judge(VerifyMode.DEEP)).isEmpty();
            ObjectStore state = site.state();
            state.create("work/views/run/owner.json", new byte[] {'{'});
            state.begin("hot/views/x");
            state.create(Keys.arrivalsOf(BEGIN) + "views/note", new byte[0]);
            assertThat(judge.judge(VerifyMode.FULL))
                    .filteredOn(line -> line.startsWith("Left over"))
                    .hasSize(3);
        }
    }

    @Test
    void a_file_that_is_gone_or_there_twice_is_named() throws Exception {
        Model model = new Model();
        Site site = Site.of(folder.resolve("lake"), new SetClock(BEGIN));
        play(site, 6, model);
        try (Judge judge = new Judge(site, model)) {
            assertThat(judge.glance()).isEmpty();
            ObjectStat first = io.tarn.core.store.Stores.open(site.config().lake())
                    .list("orders/")
                    .iterator()
                    .next();
            Path file = site.lake().resolve(first.key());
            Path copy = file.resolveSibling("again.parquet");
            Files.copy(file, copy);
            assertThat(judge.glance()).anyMatch(line -> line.contains("see twice"));
            Files.delete(copy);
            Files.delete(file);
            assertThat(judge.glance()).anyMatch(line -> line.contains("do not see it any more"));
        }
    }

    private static List<String> live(Path lake, long seed, Model model) {
        Site site = Site.of(lake, new SetClock(BEGIN));
        play(site, seed, model);
        try (Judge judge = new Judge(site, model)) {
            return judge.judge(VerifyMode.DEEP);
        }
    }

    private static void play(Site site, long seed, Model model) {
        try (Player player = new Player(site, model)) {
            Workload.of(seed, BEGIN, 25).actions().forEach(player::play);
        }
        try (Player player = new Player(site, model)) {
            Workload.settling(Urgency.AT_ONCE).forEach(player::play);
        }
    }
}
