package io.lamella.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.lamella.core.event.Notification.Ignored;
import io.lamella.core.event.Notification.Malformed;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationsTest {

    private static final String PUT = """
            {"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",
             "s3":{"bucket":{"name":"landing"},
                   "object":{"key":"in/a.csv","size":7,"eTag":"abc","versionId":"v1","sequencer":"0055"}}}""";

    private static final ObjectCreated LANDED =
            new ObjectCreated("landing", "in/a.csv", Optional.of("abc"), OptionalLong.of(7), Optional.of("0055"));

    @Test
    void readsWhatS3Writes() {
        assertReadsOnly(records(PUT), LANDED);
    }

    @Test
    void readsEachRecord() {
        Notification notification = Notifications.read(records(PUT, PUT.replace("in/a.csv", "in/b.csv")));

        assertThat(notification.created()).extracting(ObjectCreated::key).containsExactly("in/a.csv", "in/b.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Put", "Post", "Copy", "CompleteMultipartUpload", "SomethingOfTheFuture"})
    void takesEveryWayToCreateAnObject(String way) {
        assertReadsOnly(records(PUT.replace("ObjectCreated:Put", "ObjectCreated:" + way)), LANDED);
        assertReadsOnly(records(PUT.replace("ObjectCreated:Put", "s3:ObjectCreated:" + way)), LANDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ObjectRemoved:Delete",
                "ObjectRemoved:DeleteMarkerCreated",
                "LifecycleExpiration:Delete",
                "s3:LifecycleTransition",
                "s3:ObjectRestore:Completed",
                "ObjectTagging:Put",
                "ObjectAcl:Put",
                "s3:Replication:OperationFailedReplication",
                "s3:IntelligentTiering",
                "ReducedRedundancyLostObject"
            })
    void ignoresWhatCreatesNothing(String event) {
        Notification notification = Notifications.read(records(PUT.replace("ObjectCreated:Put", event)));

        assertIgnored(notification, "Records[0]", "it is not about a new object: " + event);
    }

    @ParameterizedTest
    @CsvSource({
        "a+b.csv,                                     a b.csv",
        "a%20b.csv,                                   a b.csv",
        "a%2Bb.csv,                                   a+b.csv",
        "in%2Fday%3D1%2Fa.csv,                        in/day=1/a.csv",
        "in/day%3D1/Gr%C3%BC%C3%9Fe%2C+%E6%97%A5.csv, 'in/day=1/Grüße, 日.csv'",
        "%F0%9F%A7%B1.csv,                            🧱.csv",
        "a%252Fb.csv,                                 a%2Fb.csv",
        "a%c3%bc,                                     aü",
        "plain-_.~*'()!.csv,                          plain-_.~*'()!.csv",
    })
    void decodesKeys(String encoded, String key) {
        assertThat(Notifications.read(records(PUT.replace("in/a.csv", encoded))).created())
                .extracting(ObjectCreated::key)
                .containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b c.csv", "1+1=日.csv", "100%.csv", "5%+x.csv", "a%2", "a%zz+b"})
    void takesAKeyThatCannotHaveBeenEncodedAsItIs(String key) {
        assertThat(Notifications.read(records(PUT.replace("in/a.csv", key))).created())
                .extracting(ObjectCreated::key)
                .containsExactly(key);
    }

    @Test
    void refusesAKeyThatIsNotUtf8() {
        Notification notification = Notifications.read(records(PUT.replace("in/a.csv", "a%FFb")));

        assertMalformed(notification, "Records[0]", "the key is not UTF-8: a%FFb");
    }

    @Test
    void leavesOpenWhatASenderLeavesOut() {
        ObjectCreated object = Notifications.read(records("""
                        {"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"k"}}}""")).created().getFirst();

        assertThat(object)
                .isEqualTo(new ObjectCreated("b", "k", Optional.empty(), OptionalLong.empty(), Optional.empty()));
        assertThat(object.source()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"7\"", "null", "99999999999999999999"})
    void leavesASizeOpenThatIsNone(String size) {
        assertThat(Notifications.read(records(PUT.replace("\"size\":7", "\"size\":" + size)))
                        .created()
                        .getFirst()
                        .size())
                .isEmpty();
    }

    @Test
    void takesAnObjectBeyondFourGigabytes() {
        assertThat(Notifications.read(records(PUT.replace("\"size\":7", "\"size\":5497558138880")))
                        .created()
                        .getFirst()
                        .source())
                .contains(new SourceObject("landing", "in/a.csv", "abc", 5_497_558_138_880L));
    }

    @Test
    void takesTheQuotesOffAnEtag() {
        assertReadsOnly(records(PUT.replace("\"abc\"", "\"\\\"abc\\\"\"")), LANDED);
    }

    @Test
    void readsWhatComesByTopic() {
        assertReadsOnly(topic(records(PUT)), LANDED);
        assertReadsOnly(topic(bus("Object Created", "in/a.csv")), LANDED);
    }

    @Test
    void readsWhatLambdaHandsOn() {
        String queued = records("{\"eventSource\":\"aws:sqs\",\"body\":" + quote(topic(records(PUT))) + "}");
        assertReadsOnly(queued, LANDED);

        String published = records("{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":" + quote(records(PUT)) + "}}");
        assertReadsOnly(published, LANDED);
    }

    @Test
    void namesThePlaceWithinMessagesWithinMessages() {
        String queued = records(
                "{\"eventSource\":\"aws:sqs\",\"body\":" + quote(records(PUT)) + "}",
                "{\"eventSource\":\"aws:sqs\",\"body\":\"hello\"}");

        Notification notification = Notifications.read(queued);

        assertThat(notification.created()).containsExactly(LANDED);
        assertThat(notification.malformed())
                .containsExactly(new Malformed("Records[1].body", "it is not a JSON object"));
    }

    @Test
    void givesUpOnMessagesWithinMessagesWithoutEnd() {
        String message = records(PUT);
        for (int i = 0; i < 6; i++) {
            message = topic(message);
        }

        assertThat(Notifications.read(message).created()).isEmpty();
        assertThat(Notifications.read(message).malformed()).hasSize(1);
    }

    @Test
    void takesTheKeysOfEventBridgeAsTheyAre() {
        assertThat(Notifications.read(bus("Object Created", "a+b%20c.csv")).created())
                .extracting(ObjectCreated::key)
                .containsExactly("a+b%20c.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Object Deleted", "Object Restore Completed", "Object Tags Added", "Object ACL Updated"})
    void ignoresEventsOfEventBridgeThatCreateNothing(String type) {
        assertIgnored(Notifications.read(bus(type, "k")), "message", "it is not about a new object: " + type);
    }

    @Test
    void refusesEventsOfEventBridgeThatAreNotOfS3() {
        assertMalformed(
                Notifications.read(bus("Object Created", "k").replace("aws.s3", "aws.ec2")),
                "message",
                "it is an event of aws.ec2 and not of aws.s3");
    }

    @Test
    void ignoresTheTestOfTheSetUp() {
        String test = """
                {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-01T00:00:00.000Z","Bucket":"landing"}""";
        String reason = "S3 tests whether its notifications arrive";

        assertIgnored(Notifications.read(test), "message", reason);
        assertIgnored(Notifications.read(topic(test)), "Message", reason);
    }

    @Test
    void ignoresWhatSnsSaysOfItsSubscriptions() {
        assertIgnored(
                Notifications.read(topic("confirm").replace("Notification", "SubscriptionConfirmation")),
                "message",
                "SNS speaks of the subscription to arn:aws:sns:eu-central-1:123456789012:landed: SubscriptionConfirmation");
    }

    @Test
    void ignoresAnEventWithoutRecords() {
        assertIgnored(Notifications.read(records()), "message", "Records is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "null",
                "7",
                "\"text\"",
                "[]",
                "{",
                "{} {}",
                "{\"Records\":[]} trailing",
                "\uFEFF{}"
            })
    void refusesWhatIsNoJsonObject(String body) {
        assertMalformed(Notifications.read(body), "message", "it is not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Event\":123}", "{\"Service\":\"Amazon S3\"}", "{\"id\":42}"})
    void refusesWhatNobodyKnows(String body) {
        assertMalformed(Notifications.read(body), "message", "it is neither an event of S3 nor a message of Lamella");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Records\":{}}", "{\"Records\":null}", "{\"Records\":\"[]\"}"})
    void refusesRecordsThatAreNone(String body) {
        assertMalformed(Notifications.read(body), "message", "Records is not an array");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7                                                                               | it has no eventName",
                "{}                                                                              | it has no eventName",
                "{\"eventName\":7}                                                               | it has no eventName",
                "{\"eventName\":\"ObjectCreated:Put\"}                                           | it has no bucket name",
                "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"}}}      | it has no object key",
                "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":{\"key\":\"k\"}}}       | it has no bucket name",
            })
    void takesTheNeighboursOfABadRecord(String bad, String reason) {
        Notification notification = Notifications.read(records(PUT, bad, PUT));

        assertThat(notification.created()).containsExactly(LANDED, LANDED);
        assertThat(notification.malformed()).containsExactly(new Malformed("Records[1]", reason));
        assertThat(notification.ignored()).isEmpty();
    }

    private static void assertReadsOnly(String body, ObjectCreated created) {
        Notification notification = Notifications.read(body);
        assertThat(notification.created()).containsExactly(created);
        assertThat(notification.ignored()).isEmpty();
        assertThat(notification.malformed()).isEmpty();
    }

    private static void assertIgnored(Notification notification, String place, String reason) {
        assertThat(notification.ignored()).containsExactly(new Ignored(place, reason));
        assertThat(notification.created()).isEmpty();
        assertThat(notification.malformed()).isEmpty();
    }

    private static void assertMalformed(Notification notification, String place, String reason) {
        assertThat(notification.malformed()).containsExactly(new Malformed(place, reason));
        assertThat(notification.created()).isEmpty();
        assertThat(notification.ignored()).isEmpty();
    }

    private static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String topic(String message) {
        return """
                {"Type":"Notification","TopicArn":"arn:aws:sns:eu-central-1:123456789012:landed","Message":%s}""".formatted(quote(message));
    }

    private static String bus(String type, String key) {
        return """
                {"version":"0","detail-type":"%s","source":"aws.s3","detail":{"bucket":{"name":"landing"},
                 "object":{"key":"%s","size":7,"etag":"abc","sequencer":"0055"},"reason":"PutObject"}}""".formatted(type, key);
    }

    private static String quote(String text) {
        return TextNode.valueOf(text).toString();
    }
}
