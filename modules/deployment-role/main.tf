terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  issuer       = "token.actions.githubusercontent.com"
  arn          = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}"
  boundary_arn = "${local.arn}:policy/${var.role_name}-boundary"
  own_roles    = "${local.arn}:role/workload/*"
}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_identity_provider ? 1 : 0
  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "deployment" {
  name                 = var.role_name
  description          = "Deploys ${var.repository} from its environment ${var.environment}."
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = aws_iam_policy.boundary.arn
  max_session_duration = 3600
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "OneEnvironmentOfOneRepository"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["${local.arn}:oidc-provider/${local.issuer}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["repo:${var.repository}:environment:${var.environment}"]
    }
  }

  depends_on = [aws_iam_openid_connect_provider.github]
}

# The same policy is what the role may do and what bounds it: roles that it makes are bound by it, too.
resource "aws_iam_policy" "boundary" {
  name        = "${var.role_name}-boundary"
  description = "The most that ${var.role_name}, and roles that it makes, may do."
  policy      = data.aws_iam_policy_document.boundary.json
}

resource "aws_iam_role_policy_attachment" "deployment" {
  role       = aws_iam_role.deployment.name
  policy_arn = aws_iam_policy.boundary.arn
}

data "aws_iam_policy_document" "boundary" {
  statement {
    sid       = "WorkloadServices"
    actions   = sort([for service in var.services : "${service}:*"])
    resources = ["*"]
  }

  statement {
    sid = "OwnRolesWithinTheBoundary"
    actions = [
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
    ]
    resources = [local.own_roles]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [local.boundary_arn]
    }
  }

  statement {
    sid = "OwnRoles"
    actions = [
      "iam:DeleteRole",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListRolePolicies",
      "iam:PassRole",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
    ]
    resources = [local.own_roles]
  }
}
