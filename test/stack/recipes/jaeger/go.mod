module example.test/jaeger

go 1.24.6

// v1.76.0 and v2.13.0 are tags of one commit; its cmd/jaeger is version 2.
require github.com/jaegertracing/jaeger v1.76.0

replace github.com/Shopify/sarama => github.com/Shopify/sarama v1.33.0
