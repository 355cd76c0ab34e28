variable "repository" {
  description = "The GitHub repository whose workflows may deploy, as owner/name."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.repository))
    error_message = "Write one repository as owner/name, without a wildcard."
  }
}

variable "environment" {
  description = "The GitHub environment that a workflow must run in; its protection rules say who may deploy."
  type        = string
  default     = "production"

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+$", var.environment))
    error_message = "Write the name of one environment, without a wildcard."
  }
}

variable "services" {
  description = "What the role may use, by the prefix of a service's actions, for example s3 or lambda."
  type        = set(string)

  validation {
    condition     = length(var.services) > 0 && alltrue([for service in var.services : can(regex("^[a-z0-9-]+$", service))])
    error_message = "Name at least one service by its prefix in lower case, without a wildcard."
  }

  validation {
    condition = length(setintersection(var.services, [
      "account", "iam", "organizations", "sso", "sso-directory", "sts",
    ])) == 0
    error_message = "Identities and the account itself are not a workload's to change; roles for its own code are."
  }
}

variable "role_name" {
  description = "The name of the role, and of its boundary."
  type        = string
  default     = "deployment"
}

variable "create_identity_provider" {
  description = "Whether GitHub's identity provider is made; an account can have it once only."
  type        = bool
  default     = true
}
