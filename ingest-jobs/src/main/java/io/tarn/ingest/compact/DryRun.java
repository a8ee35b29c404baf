package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.config.CollectionConfig;
import io.tarn.ingest.arrival.NewSegments;
import io.tarn.ingest.arrival.NewSegments.Arrived;
import io.tarn.ingest.arrival.NewSegments.SetAside;
import io.tarn.ingest.plan.CompactPlan;
import io.tarn.ingest.plan.DayPlan;
import io.tarn.ingest.plan.DayPlan.Action;
import io.tarn.ingest.plan.DayPlanner;
import io.tarn.ingest.plan.DayRules;
import io.tarn.ingest.plan.Landing;
import io.tarn.ingest.publish.Heads;
import java.time.Instant;
import java.util.List;

/** Plans a collection as a run would, and leaves it at that. */
final class DryRun {
    private final CompactSetup setup;
    private final CompactRequest request;

    DryRun(CompactSetup setup, CompactRequest request) {
        this.setup = setup;
        this.request = request;
    }

    CompactPlan.OfCollection plan(CollectionName collection, NewSegments found, String heldBy) {
        CollectionConfig config = setup.configs().apply(collection);
        DayRules rules = DayRules.of(config);
        Instant now = setup.clock().instant();
        Landing landing = new LandingWatch(setup)
                .landing(
                        collection, found.fresh().stream().map(Arrived::segment).toList());
        List<DayPlan> days = new Heads(setup.state(), collection, setup.clock())
                .all().values().stream()
                        .map(head -> DayPlanner.plan(head, rules, request.urgency(), landing, now))
                        .filter(day -> day.action() != Action.NONE && request.covers(day.day()))
                        .toList();
        return new CompactPlan.OfCollection(
                collection.value(),
                found.fresh().size(),
                found.frames(),
                found.bytes(),
                heldBy,
                days,
                found.setAside().stream().map(SetAside::message).toList());
    }
}
