package io.tarn.orchestration.demo;

import static io.tarn.orchestration.demo.WebShop.COLLECTIONS;

import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.demo.Line.Kind;
import java.util.Arrays;
import java.util.List;

/** The first step: what the shop has. */
final class DemoShop {
    private final DemoPage page;
    private final WebShop shop;
    private final ShopFiles files;

    DemoShop(DemoPage page, WebShop shop, ShopFiles files) {
        this.page = page;
        this.shop = shop;
        this.files = files;
    }

    void show() {
        files.write(shop.deliveries());
        page.step("What the shop has");
        page.say(
                "Page views and orders as NDJSON files, three a day; payments come from a program that has Tarn's landing"
                        + " library in it. The demo puts Tarn's clock forward from step to step, so that three days pass in half"
                        + " a minute.");
        page.table(
                List.of("collection", "comes as", "events", "size"),
                COLLECTIONS.stream().map(this::describe).toList());
        page.say("Some of the events are trouble, as in any shop:");
        page.table(
                List.of("", "events that"),
                Arrays.stream(Kind.values())
                        .filter(kind -> kind != Kind.GOOD)
                        .map(kind -> List.of(Numbers.count(shop.facts().of(kind)), kind.words()))
                        .toList());
    }

    private List<String> describe(String collection) {
        List<Delivery> all = shop.deliveries().stream()
                .filter(delivery -> delivery.collection().equals(collection))
                .toList();
        long count = all.stream().filter(Delivery::isFile).count();
        long size = all.stream()
                .flatMap(delivery -> delivery.lines().stream())
                .mapToLong(line -> line.bytes().length + 1L)
                .sum();
        return List.of(
                collection,
                count == 0 ? "calls of append()" : Numbers.count(count, "NDJSON file"),
                Numbers.count(shop.facts().received(collection)),
                Numbers.bytes(size));
    }
}
