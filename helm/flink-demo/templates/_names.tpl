{{/* The release's name in all names: RELEASE-CHART, or one of them where it holds the other. */}}
{{- define "flink-demo.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{/* A part's name: dict root, component. 40 characters are left for the release, so that none is longer than 63. */}}
{{- define "flink-demo.name" -}}
{{- printf "%s-%s" (include "flink-demo.fullname" .root) .component -}}
{{- end }}

{{- define "flink-demo.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "flink-demo.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end }}

{{/* What a Service or Deployment finds its pods by; never changes. dict root, component. */}}
{{- define "flink-demo.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* Selects the pods of several parts. dict root, components. */}}
{{- define "flink-demo.components" -}}
matchLabels:
  {{- omit (include "flink-demo.selector" (dict "root" .root "component" "") | fromYaml) "app.kubernetes.io/component" | toYaml | nindent 2 }}
matchExpressions:
  - { key: app.kubernetes.io/component, operator: In, values: [{{ join ", " .components }}] }
{{- end }}

{{/* dict root, component. */}}
{{- define "flink-demo.labels" -}}
{{ include "flink-demo.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: streaming-fraud-detection
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ include "flink-demo.texts" . }}
{{- end }}
{{- end }}

{{/* A map as Kubernetes takes labels and annotations: `--set podLabels.cost=42` is a number to helm. */}}
{{- define "flink-demo.texts" -}}
{{- $texts := dict }}
{{- range $name, $value := . }}
{{- $_ := set $texts $name (kindIs "float64" $value | ternary (toJson $value) (toString $value)) }}
{{- end }}
{{- toYaml $texts }}
{{- end }}

{{/* The `metadata` of a part's object, name and namespace included. dict root, component. */}}
{{- define "flink-demo.metadata" -}}
name: {{ include "flink-demo.name" . }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "flink-demo.labels" . | nindent 2 }}
{{- end }}

{{/* dict root, image. A digest wins over the tag. */}}
{{- define "flink-demo.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* The names by which a part's Service is reached in the cluster, separated by commas. dict root, component. */}}
{{- define "flink-demo.serviceHosts" -}}
{{- $name := include "flink-demo.name" . -}}
{{- $inNamespace := printf "%s.%s" $name .root.Release.Namespace -}}
{{ join "," (list $name $inNamespace (printf "%s.svc" $inNamespace) (printf "%s.svc.cluster.local" $inNamespace)) }}
{{- end }}
