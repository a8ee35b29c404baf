package io.tarn.ingest.hydrate;

import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.StoreException;
import io.tarn.ingest.engine.Work;
import io.tarn.landing.ForeignSegment;
import io.tarn.landing.SegmentReader;
import java.io.IOException;
import java.util.Optional;

/** Reads the segments of a unit, each once (architecture, section 6). */
final class RouteTask implements Work<RouteUnit, RoutedUnit> {
    private static final long serialVersionUID = 1L;

    private final HydrateSpec spec;

    RouteTask(HydrateSpec spec) {
        this.spec = spec;
    }

    @Override
    public RoutedUnit run(RouteUnit unit) throws IOException, InterruptedException {
        WorkArea work = new WorkArea(spec);
        try (Router router = new Router(spec, work)) {
            for (int i = 0; i < unit.keys().size(); i++) {
                segment(router, work, unit.first() + i, unit.keys().get(i));
            }
            return router.finish();
        }
    }

    private void segment(Router router, WorkArea work, int index, String key) throws IOException, InterruptedException {
        Optional<SegmentKey> name = SegmentKey.parse(key);
        if (name.isEmpty()) {
            router.unusable(key, "its name is no segment's");
            return;
        }
        if (!name.get().collection().equals(spec.name())) {
            router.unusable(key, "it belongs to another collection");
            return;
        }
        try (SegmentReader reader = SegmentReader.open(work.state(), name.get())) {
            router.route(index, name.get(), reader);
        } catch (ForeignSegment foreign) {
            router.unusable(key, String.valueOf(foreign.getMessage()));
        } catch (StoreException failed) {
            if (!failed.notFound()) {
                throw failed;
            }
            router.unusable(key, "there is no such object");
        }
    }
}
