// Made by test/build/rules.ts from rules/*.toml. Do not edit.
import type { Rule } from '../model/rule.ts';

/** Providers that the built-in rules know. */
export type BuiltinProvider = 'nohuman' | 'nouvel';

export const BUILTIN_RULES: readonly Rule[] = [
  {
    "id": "nohuman-api-key",
    "provider": "nohuman",
    "providerName": "Nohuman AI",
    "prefix": "nh_",
    "regex": "nh_[A-Za-z0-9_-]{16,64}",
    "description": "Nohuman AI API key",
    "severity": "critical",
    "shape": {
      "alphabet": "base64url",
      "minLength": 16,
      "maxLength": 64,
      "issued": []
    },
    "context": {
      "names": [
        "NOHUMAN_API_KEY",
        "NOHUMAN_KEY"
      ],
      "words": [
        "nohuman"
      ],
      "nameWords": [
        "no human"
      ],
      "hosts": [
        "nohuman.studio"
      ],
      "texts": [
        "nohuman-x33",
        "nohuman-x39",
        "/v1/videos/generat"
      ]
    },
    "foreign": {
      "words": [
        "notifykit",
        "notifyhub",
        "notificationhub",
        "nicheshunter",
        "numberhub",
        "newshub",
        "neighborhue",
        "nodehoster",
        "novahub",
        "newscore",
        "nimhub",
        "neema"
      ],
      "infixes": [
        "live_",
        "test_",
        "sk_",
        "rev_"
      ]
    },
    "placeholders": [
      "your_api_key_here",
      "your_key_here",
      "your_token_here",
      "your_app_api_key",
      "valid_key",
      "xxx",
      "xxxxx",
      "abc123"
    ],
    "variable": "NOHUMAN_API_KEY",
    "references": [
      "https://nohuman.studio/docs/authentication"
    ],
    "verify": {
      "base": "https://api.nohuman.studio",
      "probes": [
        {
          "path": "/v1/videos/generations/gen_000000000000"
        }
      ],
      "answers": [
        {
          "status": 401,
          "error": "invalid_api_key",
          "state": "inactive",
          "reason": "refused"
        },
        {
          "status": 401,
          "error": "missing_api_key",
          "state": "unknown",
          "reason": "header-lost"
        },
        {
          "status": 200,
          "has": "id",
          "state": "active",
          "reason": "accepted"
        },
        {
          "status": 404,
          "has": "error",
          "state": "active",
          "reason": "accepted"
        },
        {
          "status": 400,
          "has": "error",
          "state": "active",
          "reason": "accepted"
        },
        {
          "status": 422,
          "has": "error",
          "state": "active",
          "reason": "accepted"
        },
        {
          "status": 402,
          "error": "insufficient_credits",
          "state": "active",
          "reason": "no-credit"
        },
        {
          "status": 403,
          "error": "insufficient_permissions",
          "state": "active",
          "reason": "restricted"
        },
        {
          "status": 429,
          "error": "rate_limit_exceeded",
          "state": "active",
          "reason": "rate-limited"
        }
      ],
      "undetermined": [],
      "plans": {
        "header": "x-ratelimit-limit",
        "names": {
          "5": "Starter",
          "10": "Growth",
          "15": "Pro",
          "30": "Business"
        }
      },
      "cost": "videos at up to $3.78 each, from the account's credit"
    },
    "revoke": {
      "where": "https://nohuman.studio, Dashboard > API Keys",
      "steps": [
        "note which permissions the key has: they are shown on the dashboard only",
        "Dashboard > API Keys > “Create New Key”, with the fewest permissions that do; it is shown once",
        "put the new key where the old one is used, and deploy",
        "see that requests with the new key are answered",
        "delete the old key in Dashboard > API Keys"
      ],
      "fullSteps": [
        "note which permissions the key has: they are shown on the dashboard only",
        "Dashboard > API Keys > “Create New Key”, with the fewest permissions that do; it is shown once",
        "put the new key where the old one is used, and deploy",
        "see that requests with the new key are answered",
        "delete the old key in Dashboard > API Keys"
      ],
      "mostKeys": 0,
      "after": [
        "look through recent generations for some that are not yours; credit that they cost is not returned"
      ],
      "propagation": 60
    }
  },
  {
    "id": "nouvel-api-key",
    "provider": "nouvel",
    "providerName": "Nouvel",
    "prefix": "nvl_",
    "regex": "nvl_[A-Za-z0-9_-]{16,64}",
    "description": "Nouvel API key",
    "severity": "critical",
    "shape": {
      "alphabet": "base64url",
      "minLength": 16,
      "maxLength": 64,
      "issued": [
        {
          "alphabet": "base58",
          "lengths": [
            21,
            22
          ],
          "bytes": 16,
          "proof": true
        },
        {
          "alphabet": "base58",
          "lengths": [
            24,
            24
          ],
          "bytes": 18,
          "startsWith": "3Z",
          "proof": true
        },
        {
          "alphabet": "base58",
          "lengths": [
            26,
            28
          ],
          "bytes": 20
        },
        {
          "alphabet": "base58",
          "lengths": [
            32,
            33
          ],
          "bytes": 24
        },
        {
          "alphabet": "base58",
          "lengths": [
            43,
            44
          ],
          "bytes": 32
        }
      ]
    },
    "context": {
      "names": [
        "NOUVEL_API_KEY"
      ],
      "words": [],
      "nameWords": [
        "nouvel"
      ],
      "hosts": [
        "nouvel.ai"
      ],
      "texts": [
        "X-Nouvel-Signature",
        "/api/v1/copilot/chat"
      ]
    },
    "foreign": {
      "words": [
        "navil",
        "nelvra",
        "nvlabs"
      ],
      "infixes": [
        "live_",
        "test_",
        "sk_"
      ]
    },
    "placeholders": [
      "xxxxxxxxxxxxxxxxxxxx",
      "xxxx",
      "your_api_key_here",
      "your_key",
      "test"
    ],
    "variable": "NOUVEL_API_KEY",
    "references": [
      "https://docs.nouvel.ai/authentication",
      "https://docs.nouvel.ai/permissions"
    ],
    "verify": {
      "base": "https://app.nouvel.ai",
      "probes": [
        {
          "path": "/api/v1/projects/00000000-0000-0000-0000-000000000000",
          "permission": "projects:read"
        },
        {
          "path": "/api/v1/accounts",
          "permission": "analytics:read"
        },
        {
          "path": "/api/v1/publish/000000000000000000000000",
          "permission": "publish"
        }
      ],
      "answers": [
        {
          "status": 401,
          "error": "Unable to resolve user from API key",
          "state": "inactive",
          "reason": "refused"
        },
        {
          "status": 200,
          "state": "active",
          "reason": "accepted",
          "permission": "granted"
        },
        {
          "status": 404,
          "has": "error",
          "state": "active",
          "reason": "accepted",
          "permission": "granted"
        },
        {
          "status": 403,
          "says": "does not have the '{permission}' permission",
          "state": "active",
          "reason": "restricted",
          "permission": "denied"
        },
        {
          "status": 403,
          "has": "error",
          "state": "active",
          "reason": "restricted"
        },
        {
          "status": 402,
          "error": "quota_exceeded",
          "state": "active",
          "reason": "no-credit"
        },
        {
          "status": 402,
          "has": "usage",
          "state": "active",
          "reason": "no-credit"
        },
        {
          "status": 402,
          "has": "error",
          "state": "active",
          "reason": "plan-blocked",
          "plan": "Starter or Growth"
        },
        {
          "status": 429,
          "error": "Rate limit exceeded",
          "state": "active",
          "reason": "rate-limited"
        },
        {
          "status": 400,
          "has": "error",
          "state": "unknown",
          "reason": "unexpected",
          "isNext": true
        }
      ],
      "undetermined": [
        "generate",
        "copilot:chat"
      ],
      "cost": "videos at $8 each beyond the plan's quota, and posts to the organisation's social media accounts"
    },
    "revoke": {
      "where": "https://app.nouvel.ai, Settings → API Keys",
      "steps": [
        "note the key's name, permissions and expiry: they cannot be copied, and are gone with the key",
        "Settings → API Keys → “Create API Key” with the same permissions; it is shown once",
        "put the new key where the old one is used, and deploy",
        "see that requests with the new key are answered",
        "delete the old key in Settings → API Keys"
      ],
      "fullSteps": [
        "note the key's name, permissions and expiry: they cannot be copied, and are gone with the key",
        "delete the old key in Settings → API Keys: an account has five keys at most, and what uses it stops now",
        "Settings → API Keys → “Create API Key” with the same permissions; it is shown once",
        "put the new key where the old one was used, and deploy",
        "see that requests with the new key are answered"
      ],
      "mostKeys": 5,
      "after": [
        "look through scheduled posts and running jobs: deleting a key does not undo what was started with it",
        "look at the usage for videos that are not yours"
      ],
      "propagation": 60
    }
  }
];

/** What hashRules gives for them: hashing would load OpenSSL, which takes longer than a small scan. */
export const BUILTIN_HASH = '83ea20b04fa597fcd7f2cba76e3f741a8b3f2f84534c99df55e587b09a31fe87';
