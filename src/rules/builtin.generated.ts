// Made by test/build/rules.ts from rules/*.toml. Do not edit.
import type { Rule } from '../model/rule.ts';

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
      "nameWords": [],
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
    ]
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
          "bytes": 16
        },
        {
          "alphabet": "base58",
          "lengths": [
            24,
            24
          ],
          "bytes": 18,
          "startsWith": "3Z"
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
    ]
  }
];

/** What hashRules gives for them: hashing would load OpenSSL, which takes longer than a small scan. */
export const BUILTIN_HASH = '9386d5ffabec115deb0eb14c34813992d889840a4123eca738bce1b62f1b21bd';
