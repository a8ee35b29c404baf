package io.tarn.orchestration.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tarn.orchestration.demo.Line.Kind;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Page views: flat but for the device; some of the fields are not always there. */
final class PageViews {
    private static final List<String> PAGES =
            List.of("/", "/tents", "/stoves", "/sleeping-bags", "/search?q=l%C3%A4mp", "/cart", "/checkout", "/about");
    private static final List<String> REFERRERS =
            List.of("https://search.example/", "https://mountain-blog.example/gear", "https://mail.example/");
    private static final List<String> SYSTEMS = List.of("Android", "iOS", "Windows", "macOS", "Linux");

    private final Random random;

    PageViews(Random random) {
        this.random = random;
    }

    List<Line> of(Shift shift, int count) {
        List<Line> views = new ArrayList<>(count);
        for (Instant at : shift.times(count, random)) {
            views.add(new Line(event(at), "", Kind.GOOD, shift.day()));
        }
        return views;
    }

    /** Telephones that had no network send what they kept. */
    List<Line> late(LocalDate day, int count) {
        List<Line> views = new ArrayList<>(count);
        for (Instant at : new Shift(day, 1).times(count, random)) {
            views.add(new Line(event(at), "", Kind.LATE, day));
        }
        return views;
    }

    /** An old version of the shop's page forgets the time: the row goes to the day it was received. */
    Line undated(Instant received) {
        return new Line(event(null), "", Kind.UNDATED, LocalDate.ofInstant(received, ZoneOffset.UTC));
    }

    private byte[] event(@Nullable Instant at) {
        return EventText.of(event -> {
            if (at != null) {
                event.writeStringField("at", at.toString());
            }
            event.writeStringField("session", "s-" + Integer.toHexString(0x100000 + random.nextInt(0xeffff)));
            event.writeStringField("page", page());
            putVisitor(event);
            event.writeNumberField("load_ms", 40 + (int) Math.abs(random.nextGaussian() * 180));
            putDevice(event);
        });
    }

    private String page() {
        return random.nextInt(100) < 55
                ? "/product/" + Catalogue.any(random).sku()
                : PAGES.get(random.nextInt(PAGES.size()));
    }

    private void putVisitor(JsonGenerator event) throws IOException {
        if (random.nextInt(100) < 30) {
            event.writeNumberField("customer", 1000 + random.nextInt(4000));
        }
        if (random.nextInt(100) < 40) {
            event.writeStringField("referrer", REFERRERS.get(random.nextInt(REFERRERS.size())));
        }
    }

    private void putDevice(JsonGenerator event) throws IOException {
        int system = random.nextInt(SYSTEMS.size());
        boolean phone = system < 2;
        event.writeObjectFieldStart("device");
        event.writeStringField("system", SYSTEMS.get(system));
        event.writeBooleanField("touch", phone || random.nextInt(10) == 0);
        event.writeArrayFieldStart("screen");
        event.writeNumber(phone ? 412 : 1920);
        event.writeNumber(phone ? 915 : 1080);
        event.writeEndArray();
        event.writeEndObject();
    }
}
