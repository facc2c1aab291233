{{/* What the schema cannot see: values that do not go together, one line each. */}}
{{- define "flink-demo.problems" -}}
{{- $kafka := .Values.kafka -}}
{{- $generator := .Values.generator -}}
{{- $viewer := .Values.viewer -}}
{{- $pipeline := .Values.pipeline -}}
{{- if not (or $generator.enabled $viewer.enabled $pipeline.enabled) }}
generator.enabled, viewer.enabled, pipeline.enabled: all are false, expected at least one to install
{{- end }}
{{- if not $kafka.brokers }}
kafka.brokers: is missing, expected HOST:PORT[,HOST:PORT…] of your Kafka
{{- else }}
{{- range splitList "," $kafka.brokers }}
{{- if not (regexMatch "^(\\[[0-9A-Fa-f:]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}$" (trim .)) }}
kafka.brokers: found {{ quote . }}, expected HOST:PORT
{{- end }}
{{- end }}
{{- end }}
{{- if and $kafka.tls.existingSecret (not $kafka.tls.enabled) }}
kafka.tls.existingSecret: needs kafka.tls.enabled
{{- end }}
{{- if ne (empty $kafka.tls.certKey) (empty $kafka.tls.keyKey) }}
kafka.tls.certKey, kafka.tls.keyKey: found one of the two, expected both or none
{{- end }}
{{- if and $kafka.tls.certKey (not $kafka.tls.existingSecret) }}
kafka.tls.certKey: needs kafka.tls.existingSecret
{{- end }}
{{- $login := list $kafka.sasl.mechanism $kafka.sasl.username $kafka.sasl.existingSecret | compact | len }}
{{- if and (gt $login 0) (lt $login 3) }}
kafka.sasl.mechanism, kafka.sasl.username, kafka.sasl.existingSecret: found only some, expected all three or none
{{- end }}
{{- if and (eq $kafka.sasl.mechanism "plain") (not $kafka.tls.enabled) (not $kafka.sasl.allowPlaintext) }}
kafka.sasl.mechanism: found plain without kafka.tls.enabled, which shows the password to the whole network; expected TLS, a scram mechanism, or kafka.sasl.allowPlaintext
{{- end }}
{{- with .Values.schemaRegistry }}
{{- if and (or .username .caKey) (not .existingSecret) }}
schemaRegistry.existingSecret: is missing, expected a Secret with {{ list (empty .username | ternary "" "the password") (empty .caKey | ternary "" "the certificates") | compact | join " and " }}
{{- end }}
{{- range $name, $part := dict "generator" $generator "pipeline" $pipeline }}
{{- if and $part.enabled (eq (toString $part.options.format) "avro") (not $.Values.schemaRegistry.url) }}
schemaRegistry.url: is missing, expected the address of a schema registry for {{ $name }}.options.format avro
{{- end }}
{{- end }}
{{- if and $pipeline.enabled (eq (toString $pipeline.options.alertFormat) "avro") (not .url) }}
schemaRegistry.url: is missing, expected the address of a schema registry for pipeline.options.alertFormat avro
{{- end }}
{{- end }}
{{- if and $generator.enabled $generator.options.seed (gt (int $generator.replicas) 1) }}
generator.options.seed: found {{ $generator.options.seed | quote }} with {{ $generator.replicas }} replicas, which would all send the same payments; leave it empty
{{- end }}
{{- if and (eq (toString $generator.options.speed) "max") (eq (toString $generator.options.rate) "max") }}
generator.options.rate: found max with speed max, which needs a rate in simulated time
{{- end }}
{{- range $name, $part := dict "generator" $generator "viewer" $viewer }}
{{- if and $part.enabled $part.podDisruptionBudget.enabled (le (int $part.replicas) (int $part.podDisruptionBudget.minAvailable)) }}
{{ $name }}.podDisruptionBudget.minAvailable: found {{ $part.podDisruptionBudget.minAvailable }} of {{ $part.replicas }} replicas, so that no node could ever be drained; expected fewer
{{- end }}
{{- end }}
{{- if and $pipeline.rules (not $pipeline.rules.rules) }}
pipeline.rules: found no rules, expected `rules`, a list, and if wanted `parameters`
{{- end }}
{{- if and $pipeline.rules $pipeline.options.rules }}
pipeline.options.rules: not with pipeline.rules, expected one of the two
{{- end }}
{{- with include "flink-demo.oneRule" . }}
{{- if or $pipeline.rules $pipeline.options.rules $pipeline.rulesTopic }}
pipeline.options: found {{ . }}, which make the one rule of a job without rules; expected none of them with {{ empty $pipeline.rules | ternary (empty $pipeline.options.rules | ternary "pipeline.rulesTopic" "pipeline.options.rules") "pipeline.rules" }}
{{- end }}
{{- end }}
{{- with $pipeline.rulesTopic }}
{{- if and $.Values.topics.create (ne . $.Values.topics.rules) }}
pipeline.rulesTopic: found {{ quote . }}, and topics.rules, which is created, {{ quote $.Values.topics.rules }}; expected the same
{{- end }}
{{- if include "flink-demo.expands" $ }}
pipeline.rulesTopic: needs pipeline.options.kafkaConnector flink, which reads rules beside the payments
{{- end }}
{{- if eq $pipeline.publishRules "none" }}
{{- if or $pipeline.rules $pipeline.options.rules }}
pipeline.publishRules: found none with {{ empty $pipeline.rules | ternary "pipeline.options.rules" "pipeline.rules" }}, which nobody would publish; expected add or replace
{{- end }}
{{- else if eq $.Values.topics.by "init" }}
pipeline.publishRules: found {{ $pipeline.publishRules }} with topics.by init, for tools that do not run helm's hooks; expected none, and rules that you publish
{{- end }}
{{- end }}
{{- if ne (empty $viewer.options.userHeader) (empty $viewer.options.trustedProxy) }}
viewer.options.userHeader, viewer.options.trustedProxy: found one of the two, expected both or none: anybody can send a header
{{- end }}
{{- if $viewer.ingress.enabled }}
{{- if not $viewer.enabled }}
viewer.ingress.enabled: needs viewer.enabled
{{- end }}
{{- if not $viewer.ingress.hosts }}
viewer.ingress.hosts: is empty, expected at least one host name
{{- end }}
{{- end }}
{{- if and $viewer.service.nodePort (eq $viewer.service.type "ClusterIP") }}
viewer.service.nodePort: needs viewer.service.type NodePort or LoadBalancer
{{- end }}
{{- with .Values.networkPolicy }}
{{- if and .enabled .viewerFrom (not .metricsFrom) $.Values.serviceMonitor.enabled $viewer.enabled }}
networkPolicy.metricsFrom: is empty, but viewerFrom and serviceMonitor.enabled are set; expected where Prometheus runs, which could not read the viewer's metrics
{{- end }}
{{- end }}
{{- if $pipeline.enabled }}
{{- if and $pipeline.flink.create $pipeline.flink.url }}
pipeline.flink.url: found {{ $pipeline.flink.url | quote }} with pipeline.flink.create, expected one of the two
{{- end }}
{{- if not (or $pipeline.flink.create $pipeline.flink.url) }}
pipeline.flink.url: is missing, expected http://HOST:PORT of your Flink's REST API, or pipeline.flink.create for a small cluster
{{- end }}
{{- if and $pipeline.flink.existingClaim (not $pipeline.flink.create) }}
pipeline.flink.existingClaim: needs pipeline.flink.create
{{- end }}
{{- if and $pipeline.flink.url (not $pipeline.flink.savepointDir) }}
pipeline.flink.savepointDir: is missing with pipeline.flink.url, expected a folder that all its TaskManagers reach, for the savepoint of a job that is replaced
{{- end }}
{{- end }}
{{- if and (not $pipeline.enabled) $pipeline.flink.create }}
pipeline.flink.create: needs pipeline.enabled
{{- end }}
{{- include "flink-demo.missing" . }}
{{- end }}
