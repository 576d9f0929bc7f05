#!/usr/bin/env bash
# Makes the buckets and queues that lamella.yaml beside it speaks of. Runs inside LocalStack when that is ready; to run it
# again does no harm.
set -euo pipefail

landing=landing
lake=lake
# The lake's interval of 10 s, and 30 s more: see `interval` in lamella.yaml.
merge_delay=40

queue() { # name, then attributes as JSON; answers the queue's ARN
  local url
  url=$(awslocal sqs create-queue --queue-name "$1" --attributes "$2" --query QueueUrl --output text)
  awslocal sqs get-queue-attributes --queue-url "$url" --attribute-names QueueArn \
    --query Attributes.QueueArn --output text
}

redrive() { # the ARN of a dead-letter queue; answers an attribute
  printf '"RedrivePolicy": "{\\"deadLetterTargetArn\\":\\"%s\\",\\"maxReceiveCount\\":\\"5\\"}"' "$1"
}

fifo='"FifoQueue": "true", "DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId"'
fortnight='"MessageRetentionPeriod": "1209600"'

ingest_dead=$(queue lamella-ingest-dlq "{$fortnight}")
ingest=$(queue lamella-ingest "{$fortnight, \"VisibilityTimeout\": \"120\", $(redrive "$ingest_dead")}")
merge_dead=$(queue lamella-merge-dlq.fifo "{$fortnight, $fifo}")
queue lamella-merge.fifo \
  "{$fortnight, $fifo, \"VisibilityTimeout\": \"120\", \"DelaySeconds\": \"$merge_delay\", $(redrive "$merge_dead")}"

for bucket in "$landing" "$lake"; do
  awslocal s3api head-bucket --bucket "$bucket" 2>/dev/null || awslocal s3api create-bucket --bucket "$bucket"
done

awslocal s3api put-bucket-notification-configuration --bucket "$landing" --notification-configuration \
  "{\"QueueConfigurations\": [{\"QueueArn\": \"$ingest\", \"Events\": [\"s3:ObjectCreated:*\"]}]}"
