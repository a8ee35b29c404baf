package io.tarn.orchestration.demo;

import io.tarn.core.report.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Puts the clock forward, hands over what has arrived by then, and compacts; each checked. */
final class DemoSchedule {
    /** A day is over, and the hour in which its last events may arrive has passed. */
    private static final Duration SEALED_AFTER = Duration.ofMinutes(90);

    private final WebShop shop;
    private final DemoLake lake;
    private final DemoClock clock;

    DemoSchedule(WebShop shop, DemoLake lake, DemoClock clock) {
        this.shop = shop;
        this.lake = lake;
        this.clock = clock;
    }

    /** When something of a day's shifts arrives; the last is after midnight. */
    List<Instant> arrivals(LocalDate day) {
        return shop.deliveries().stream()
                .map(Delivery::arrives)
                .distinct()
                .filter(at -> day(at.minus(Duration.ofHours(1))).equals(day))
                .toList();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Lands what arrives at this time, and hydrates it; gives the number of events landed. */
    long hydrate(Instant at) {
        clock.reach(at);
        long landed = 0;
        for (Delivery delivery : shop.deliveries()) {
            if (delivery.arrives().equals(at)) {
                hand(delivery);
                landed += delivery.lines().size();
            }
        }
        clock.reach(at.plus(Duration.ofMinutes(1)));
        DemoCheck.done(lake.compact());
        return landed;
    }

    private void hand(Delivery delivery) {
        if (delivery.isFile()) {
            DemoCheck.landed(delivery, lake.land(delivery.collection(), delivery.path()));
        } else {
            lake.produce(delivery.collection(), delivery.lines());
        }
    }

    RunReport seal(LocalDate day) {
        clock.reach(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(SEALED_AFTER));
        return DemoCheck.done(lake.compact());
    }
}
