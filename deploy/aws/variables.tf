variable "region" {
  description = "The region of AWS in which all of it is."
  type        = string
}

variable "name" {
  description = "What everything is called: the repository of images, the cluster, the service, the balancer."
  type        = string
  default     = "sluice"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}$", var.name))
    error_message = "2 to 21 characters of a to z, 0 to 9 and -, the first a letter."
  }
}

variable "tags" {
  description = "Tags that everything bears."
  type        = map(string)
  default     = {}
}

# Images

variable "github_repository" {
  description = "The repository on GitHub whose workflow pushes images, as owner/name."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.github_repository))
    error_message = "As owner/name, without wildcards."
  }
}

variable "github_provider_arn" {
  description = "The account's provider of GitHub's OIDC tokens; null makes it. An account can have one."
  type        = string
  default     = null
}

variable "kept_releases" {
  description = "How many images of releases (1.2.0) are kept."
  type        = number
  default     = 50
}

variable "kept_commits" {
  description = "How many images are kept of those by commit."
  type        = number
  default     = 30
}

variable "image_tag" {
  description = "The image that runs: a version (1.2.0), or a commit of main."
  type        = string

  validation {
    condition     = var.image_tag != "latest" && can(regex("^[A-Za-z0-9._-]+$", var.image_tag))
    error_message = "A version or a commit. There is no latest: tags cannot be moved."
  }
}

# Network

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "public_subnet_ids" {
  description = "Subnets of the balancer, in two availability zones at least."
  type        = list(string)

  validation {
    condition     = length(var.public_subnet_ids) >= 2
    error_message = "Two at least."
  }
}

variable "private_subnet_ids" {
  description = "Subnets of the gateway, with a way out (NAT) to processors, ECR, Secrets Manager and CloudWatch."
  type        = list(string)

  validation {
    condition     = length(var.private_subnet_ids) >= 2
    error_message = "Two at least."
  }
}

variable "certificate_arn" {
  description = "The certificate (ACM) by which callers know the gateway."
  type        = string
}

variable "callers" {
  description = "Networks that callers come from."
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

variable "internal" {
  description = "Whether the balancer is reached from the VPC alone. Processors must reach it all the same."
  type        = bool
  default     = false
}

variable "deletion_protection" {
  description = "Whether the balancer is kept from being deleted."
  type        = bool
  default     = true
}

# What the gateway uses

variable "database_url" {
  description = "Where the database is: r2dbc:postgresql://host:5432/database, PostgreSQL 15 or newer. Not made here."
  type        = string

  validation {
    condition     = can(regex("^r2dbc:postgresql://[^/@]+/[^/?]+$", var.database_url))
    error_message = "r2dbc:postgresql://host:5432/database, without a password."
  }
}

variable "database_username" {
  description = "The role that the gateway runs as."
  type        = string
  default     = "sluice"
}

variable "database_ca" {
  description = "The certificates (PEM) of who issues the database's, such as RDS's of the region; up to 30 kB. Null: what the JVM trusts."
  type        = string
  default     = null

  validation {
    condition     = var.database_ca == null || can(regex("^\\s*-----BEGIN CERTIFICATE-----", var.database_ca))
    error_message = "The text of the certificates, as of file(\"eu-central-1-bundle.pem\")."
  }
}

variable "database_security_group_id" {
  description = "The security group of the database, which lets in the gateway from then on."
  type        = string
}

variable "secrets" {
  description = "Where secrets are, by the environment variable each becomes: arn of the secret, or arn:key:: for a key of its JSON. See docs/secrets.md."
  type        = map(string)

  validation {
    condition     = alltrue([for from in values(var.secrets) : can(regex("^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:]+(:[^:]*:[^:]*:[^:]*)?$", from))])
    error_message = "Each is the arn of a secret of Secrets Manager, or arn:key:: for a key of its JSON."
  }

  validation {
    condition     = alltrue([for needed in ["SPRING_R2DBC_PASSWORD", "SLUICE_SECRETS_CURRENT"] : contains(keys(var.secrets), needed)])
    error_message = "SPRING_R2DBC_PASSWORD and SLUICE_SECRETS_CURRENT are needed, and a key: SLUICE_SECRETS_KEYS_<ID>."
  }
}

variable "secrets_kms_key_arn" {
  description = "The key that the secrets are encrypted under, where it is one of your own."
  type        = string
  default     = null
}

variable "settings" {
  description = "Properties of the gateway (README, Configuration) by their names. No secrets."
  type        = map(string)
  default     = {}
}

variable "reached" {
  description = "What else the gateway reaches in the VPC, such as Redis or Kafka: port and security group, by name."
  type = map(object({
    port              = number
    security_group_id = string
  }))
  default = {}
}

# How much there is of it

variable "cpu" {
  description = "CPU units of a task; 1024 are one processor."
  type        = number
  default     = 1024
}

variable "memory" {
  description = "Memory of a task in MiB, in a size that Fargate has for its CPU."
  type        = number
  default     = 2048
}

variable "architecture" {
  description = "X86_64 or ARM64; the image is for both."
  type        = string
  default     = "ARM64"

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "X86_64 or ARM64."
  }
}

variable "min_tasks" {
  description = "How many tasks there are at least."
  type        = number
  default     = 2
}

variable "max_tasks" {
  description = "How many there are at the most. Each takes 18 connections to the database, and a dozen more while it warms up."
  type        = number
  default     = 6
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
  default     = 30
}

variable "health_command" {
  description = "The command of the container that tells whether its process is well. Null: the balancer alone asks."
  type        = list(string)
  default     = ["java", "@/app/health.options", "-jar", "/app/sluice.jar", "health", "liveness"]
}
