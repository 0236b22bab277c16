// Made by `npm run generate` from the routes. Do not edit.
export interface paths {
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CodeRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignInRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SystemHealth"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/timers/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/listeners/{name}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/set-aside/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Places"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PlaceSheetInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlacesAdded"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    for?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnProfile"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RegistrationInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MadeId"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RegistrationInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MadeId"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ClaimRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            personId: number;
                            /** @enum {string} */
                            as: "own" | "household";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    text?: string;
                    town?: string;
                    tier?: "visitor" | "phone" | "real-name";
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PeoplePage"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RegistrationInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MadeId"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: components["schemas"]["Person"];
                            twins: components["schemas"]["Person"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/full": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FullIdentity"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                        into: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            imports: components["schemas"]["Import"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query: {
                    node: number;
                    paper?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MadeId"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    verdict?: string;
                    defects?: "only";
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportRows"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/correction.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            teams: {
                                id: number;
                                name: string;
                                /** @enum {string} */
                                kind: "community" | "party" | "youth" | "women" | "workers" | "veterans" | "student" | "elderly" | "professional";
                                homeCode: string;
                                homeName: string;
                                townName: string;
                                nodeId: number;
                                members: number;
                                /** @enum {string} */
                                role: "leader" | "member";
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            teams: components["schemas"]["Team"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewTeamInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            members: components["schemas"]["TeamMember"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        personId: number;
                        /**
                         * @default member
                         * @enum {string}
                         */
                        role?: "leader" | "member";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                    person: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Project"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    state?: "draft" | "submitted" | "returned" | "published" | "suspended" | "cancelled" | "closed";
                    text?: string;
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            projects: components["schemas"]["ProjectRow"][];
                            next: number | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProjectDraftInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProjectDesk"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query: {
                    version: number;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProjectDraftInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/projects/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeclarationInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/projects/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VerdictInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/projects/{id}/{move}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                    move: "suspend" | "resume" | "cancel" | "close";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    for?: number;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            slots: components["schemas"]["SlotForMe"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignupRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignupAnswer"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignupAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/signups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            signups: components["schemas"]["OwnSignup"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signups/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CheckinRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckinAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            shifts: components["schemas"]["ShiftToday"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shifts/{id}/roster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Roster"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RosterEntryInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shifts/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckinCode"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signups/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    for?: number;
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnHours"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CorrectionRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    state?: "pending" | "counted" | "reversed";
                    waits?: "consent" | "real-name" | "confirmation" | "acceptance" | "overlap";
                    overdue?: "true";
                    shiftId?: number;
                    personId?: number;
                    from?: string;
                    until?: string;
                    town?: string;
                    community?: string;
                    kind?: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
                    ageBand?: string;
                    sex?: "male" | "female";
                    hour?: number;
                    weekday?: number;
                    before?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            records: components["schemas"]["DeskRecord"][];
                            next: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/records/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            shifts: components["schemas"]["WaitingShift"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecordTrail"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/records/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: number[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            outcomes: {
                                id: number;
                                outcome: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/records/{id}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CorrectionRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/corrections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Correction"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/corrections/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VerdictInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            certificates: components["schemas"]["Certificate"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CertificateRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Certificate"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/certificates/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/certificates/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    no: string;
                    code: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Verification"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        payload: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Verification"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/certificates/verify-file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Verification"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/certificates/{no}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            done: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    text?: string;
                    town?: string;
                    kind?: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
                    from?: string;
                    until?: string;
                    free?: "true";
                    lat?: number;
                    lng?: number;
                    sort?: "soonest" | "nearest";
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Findings"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statistics/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    period?: string;
                    town?: string;
                    community?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Dashboard"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statistics/facts/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    from?: string;
                    until?: string;
                    place?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FactFigure"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statistics/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LiveFigures"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statistics/term": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TermReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statistics/term/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    from: string;
                    to: string;
                    format: "pdf" | "xlsx" | "json";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/objects/{kind}/{id}/panels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kind: string;
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            panels: components["schemas"]["Panel"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/measures/{name}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    name: string;
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Measured"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            kinds: components["schemas"]["ImportKind"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import-kinds/{kind}/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kind: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["QueueItem"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Figures"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ProblemInput: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            field?: string;
            fields?: {
                field: string;
                message: string;
            }[];
            params?: {
                [key: string]: string | number;
            };
            requestId: string;
        };
        CertificateRequestInput: {
            /** Format: date */
            from?: string;
            /** Format: date */
            until?: string;
            forPerson?: number;
        };
        CertificateInput: {
            id: number;
            no: string;
            shortCode: string;
            /** @enum {string} */
            state: "issued" | "revoked";
            hours: string;
            records: number;
            issuedAt: string;
            revokedWhy: string | null;
        };
        VerificationInput: {
            /** @enum {string} */
            verdict: "genuine" | "revoked" | "changed" | "unknown";
            certificate: {
                no: string;
                maskedName: string;
                hours: string;
                records: number;
                from: string;
                until: string;
                issuer: string;
                issuedOn: string;
                fileHash: string;
            } | null;
            revokedAt: string | null;
        };
        FindingInput: {
            projectId: number;
            slotId: number;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            townCode: string;
            lat: number;
            lng: number;
            startsAt: string;
            endsAt: string;
            places: number;
            free: number;
            waiting: number;
            shifts: number;
            metres: number | null;
        };
        FindingsInput: {
            total: number;
            findings: components["schemas"]["FindingInput"][];
            next: string | null;
        };
        CodeRequestInput: {
            phone: string;
        };
        SignInRequestInput: {
            phone: string;
            code: string;
        };
        PasswordRequestInput: {
            password: string;
        };
        SessionInput: {
            signedIn: boolean;
            personId: number | null;
            actsFor: number[];
            roles: {
                role: string;
                nodeId: number;
                nodeName: string;
                kind: string;
            }[];
            permissions: string[];
            needsPassword: boolean;
        };
        DoneInput: {
            /** @constant */
            done: true;
        };
        SystemHealthInput: {
            /** Format: date-time */
            at: string;
            databaseMs: number;
            processes: {
                id: string;
                host: string;
                pid: number;
                version: string;
                /** Format: date-time */
                startedAt: string;
                /** Format: date-time */
                seenAt: string;
                alive: boolean;
            }[];
            jobs: {
                name: string;
                cron: string;
                beganAt: string | null;
                ms: number | null;
                done: number | null;
                error: string | null;
            }[];
            timers: {
                waiting: number;
                overdue: number;
                doneToday: number;
                failed: number;
                troubled: {
                    id: number;
                    kind: string;
                    subject: string;
                    /** @enum {string} */
                    state: "waiting" | "failed";
                    /** Format: date-time */
                    dueAt: string;
                    /** Format: date-time */
                    nextAt: string;
                    tries: number;
                    error: string;
                }[];
            };
            works: {
                name: string;
                id: number;
                title: string;
                page: string;
                done: number;
                of: number | null;
            }[];
            journal: {
                head: number;
                unsealed: number;
            };
            listeners: {
                name: string;
                /** @enum {string} */
                kind: "listener" | "watcher";
                behind: number;
                tries: number;
                error: string | null;
                nextAt: string | null;
                setAside: number;
            }[];
            setAside: {
                id: number;
                listener: string;
                position: number;
                kind: string;
                subject: string;
                error: string;
                tries: number;
                /** Format: date-time */
                at: string;
            }[];
            keys: {
                name: string;
                version: number;
                fingerprint: string;
                /** Format: date-time */
                since: string;
            }[];
        };
        NewTeamInput: {
            name: string;
            /** @enum {string} */
            kind: "community" | "party" | "youth" | "women" | "workers" | "veterans" | "student" | "elderly" | "professional";
            homeCode: string;
            leaderId: number;
        };
        TeamInput: {
            id: number;
            name: string;
            /** @enum {string} */
            kind: "community" | "party" | "youth" | "women" | "workers" | "veterans" | "student" | "elderly" | "professional";
            homeCode: string;
            homeName: string;
            townName: string;
            nodeId: number;
            members: number;
        };
        TeamMemberInput: {
            personId: number;
            maskedName: string;
            maskedPhone: string;
            /** @enum {string} */
            role: "leader" | "member";
            since: string;
        };
        SlotInput: {
            id: number;
            projectId: number;
            shiftId: number;
            title: string;
            positionName: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            lat: number;
            lng: number;
            startsAt: string;
            endsAt: string;
            places: number;
            admitted: number;
            waiting: number;
            minAge: number | null;
            highRisk: boolean;
            /** @enum {string} */
            state: "open" | "suspended" | "cancelled" | "closed";
        };
        SlotForMeInput: {
            id: number;
            projectId: number;
            shiftId: number;
            title: string;
            positionName: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            lat: number;
            lng: number;
            startsAt: string;
            endsAt: string;
            places: number;
            admitted: number;
            waiting: number;
            minAge: number | null;
            highRisk: boolean;
            /** @enum {string} */
            state: "open" | "suspended" | "cancelled" | "closed";
            mine: ("admitted" | "waiting" | "attended") | null;
            obstacle: {
                code: string;
                with?: string;
            } | null;
        };
        SignupRequestInput: {
            slotId: number;
            forPerson?: number;
        };
        SignupAnswerInput: {
            signupId: number;
            /** @enum {string} */
            state: "admitted" | "waiting";
            arrival: number;
            queue: number | null;
            again: boolean;
        };
        OwnSignupInput: {
            id: number;
            personId: number;
            /** @enum {string} */
            state: "admitted" | "waiting" | "withdrawn" | "released" | "lapsed" | "attended" | "absent";
            arrival: number;
            queue: number | null;
            at: string;
            promotedAt: string | null;
            slot: components["schemas"]["SlotInput"];
            attendance: {
                inAt: string;
                /** @enum {string} */
                inHow: "code" | "roster";
                metres: number | null;
                outAt: string | null;
                outHow: ("code" | "roster" | "shift-end") | null;
                late: boolean;
            } | null;
        };
        RosterInput: {
            shiftId: number;
            projectId: number;
            title: string;
            startsAt: string;
            endsAt: string;
            placeName: string;
            slots: components["schemas"]["SlotInput"][];
            people: {
                signupId: number;
                slotId: number;
                personId: number;
                maskedName: string;
                maskedPhone: string;
                /** @enum {string} */
                state: "admitted" | "waiting" | "withdrawn" | "released" | "lapsed" | "attended" | "absent";
                arrival: number;
                inAt: string | null;
                outAt: string | null;
                inHow: string | null;
                late: boolean;
                flags: string[];
            }[];
        };
        CheckinCodeInput: {
            code: string;
            expiresAt: string;
            nextAt: string;
            checkedIn: number;
            expected: number;
        };
        CheckinRequestInput: {
            code: string;
            /** Format: date-time */
            seenAt?: string;
            device?: string;
            position?: {
                lat: number;
                lng: number;
                /** @enum {string} */
                datum: "WGS-84" | "GCJ-02";
            };
            forPerson?: number;
        };
        CheckinAnswerInput: {
            /** @enum {string} */
            what: "in" | "out";
            at: string;
            title: string;
            endsAt: string;
            metres: number | null;
            late: boolean;
        };
        ShiftTodayInput: {
            shiftId: number;
            projectId: number;
            title: string;
            placeName: string;
            startsAt: string;
            endsAt: string;
            places: number;
            admitted: number;
            arrived: number;
        };
        RosterEntryInput: {
            personId: number;
            slotId: number;
            /** Format: date-time */
            inAt: string;
            /** Format: date-time */
            outAt: string;
            reason: string;
        };
        RegistrationInput: {
            name: string;
            /** @enum {string} */
            documentType: "resident-card" | "hmt-residence-permit" | "hm-travel-permit" | "taiwan-travel-permit" | "permanent-residence" | "passport";
            document: string;
            /** @enum {string} */
            sex?: "male" | "female";
            birthDate?: string;
            phone: string;
            communityCode: string;
            /** @default [] */
            skills: string[];
            /** @default [] */
            interests: string[];
            guardian?: {
                name: string;
                phone: string;
            };
            consent: boolean;
        };
        PersonInput: {
            id: number;
            volunteerNo: string | null;
            maskedName: string;
            /** @enum {string} */
            sex: "male" | "female";
            birthYear: number;
            /** @enum {string} */
            documentType: "resident-card" | "hmt-residence-permit" | "hm-travel-permit" | "taiwan-travel-permit" | "permanent-residence" | "passport";
            maskedDocument: string;
            maskedPhone: string;
            communityCode: string;
            communityName: string;
            townName: string;
            /** @enum {string} */
            tier: "visitor" | "phone" | "real-name";
            /** @enum {string} */
            state: "active" | "suspended" | "left" | "deceased";
            consented: boolean;
            source: string;
            registeredAt: string;
        };
        OwnProfileInput: {
            id: number;
            volunteerNo: string | null;
            maskedName: string;
            /** @enum {string} */
            sex: "male" | "female";
            birthYear: number;
            /** @enum {string} */
            documentType: "resident-card" | "hmt-residence-permit" | "hm-travel-permit" | "taiwan-travel-permit" | "permanent-residence" | "passport";
            maskedDocument: string;
            maskedPhone: string;
            communityCode: string;
            communityName: string;
            townName: string;
            /** @enum {string} */
            tier: "visitor" | "phone" | "real-name";
            /** @enum {string} */
            state: "active" | "suspended" | "left" | "deceased";
            consented: boolean;
            source: string;
            registeredAt: string;
            name: string;
            age: number;
            skills: string[];
            interests: string[];
            consentVersion: string;
            household: {
                id: number;
                name: string;
            }[];
        };
        FullIdentityInput: {
            name: string;
            document: string;
            phone: string;
            birthDate: string;
        };
        ClaimRequestInput: {
            name: string;
            /** @enum {string} */
            documentType: "resident-card" | "hmt-residence-permit" | "hm-travel-permit" | "taiwan-travel-permit" | "permanent-residence" | "passport";
            document: string;
            phone: string;
            consent: boolean;
        };
        PeoplePageInput: {
            people: components["schemas"]["PersonInput"][];
            next: number | null;
        };
        ImportInput: {
            id: number;
            fileName: string;
            /** @enum {string} */
            state: "checking" | "checked" | "registering" | "done" | "stopped" | "failed";
            rowsSeen: number;
            rowsExpected: number | null;
            rowsTotal: number | null;
            paper: string | null;
            begunAt: string;
            why: string | null;
            verdicts: {
                verdict: string;
                rows: number;
            }[];
        };
        ImportRowInput: {
            row: number;
            verdict: string;
            column: string | null;
            params: {
                [key: string]: string | number;
            };
            maskedName: string;
            maskedDocument: string;
            personId: number | null;
        };
        ImportRowsInput: {
            rows: components["schemas"]["ImportRowInput"][];
            next: number | null;
        };
        MadeIdInput: {
            id: number;
        };
        PlaceInput: {
            code: string;
            name: string;
            /** @enum {string} */
            level: "district" | "town" | "community";
            parentCode: string | null;
            lat: number;
            lng: number;
            population: number | null;
            hasStation: boolean;
            nodeId: number;
        };
        PlacesInput: {
            places: components["schemas"]["PlaceInput"][];
        };
        PlaceSheetInput: {
            csv: string;
        };
        PlacesAddedInput: {
            added: string[];
        };
        ProjectDraftInput: {
            teamId: number;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            /** @default  */
            content: string;
            /** @default  */
            conditions: string;
            /** @default null */
            communityCode: string | null;
            /** @default  */
            placeName: string;
            /** @default  */
            address: string;
            /** @default null */
            lat: number | null;
            /** @default null */
            lng: number | null;
            /** @default null */
            minAge: number | null;
            /** @default [] */
            skills: string[];
            /**
             * @default low
             * @enum {string}
             */
            riskLevel: "low" | "high";
            /** @default  */
            riskNotice: string;
            /** @default [] */
            guarantees: ("insurance" | "transport" | "meal" | "water" | "clothing" | "tools" | "training" | "rest")[];
            /** @default null */
            insurance: {
                insurer: string;
                policyNo: string;
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
            } | null;
            /** @default false */
            agreement: boolean;
            /** @default [] */
            positions: {
                name: string;
                places: number;
                /** @default  */
                requirement: string;
            }[];
            /** @default [] */
            shifts: {
                /** Format: date-time */
                startsAt: string;
                /** Format: date-time */
                endsAt: string;
            }[];
        };
        DeclarationInput: {
            answers: {
                [key: string]: boolean;
            };
        };
        PublicationGapInput: {
            field: string;
            rule: string;
            source: string;
        };
        ProjectInput: {
            id: number;
            no: string | null;
            /** @enum {string} */
            state: "draft" | "submitted" | "returned" | "published" | "suspended" | "cancelled" | "closed";
            version: number;
            teamId: number;
            teamName: string;
            townName: string;
            communityName: string | null;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            content: string;
            conditions: string;
            communityCode: string | null;
            placeName: string;
            address: string;
            lat: number | null;
            lng: number | null;
            minAge: number | null;
            skills: string[];
            /** @enum {string} */
            riskLevel: "low" | "high";
            riskNotice: string;
            guarantees: ("insurance" | "transport" | "meal" | "water" | "clothing" | "tools" | "training" | "rest")[];
            insurance: {
                insurer: string;
                policyNo: string;
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
            } | null;
            agreement: boolean;
            positions: {
                name: string;
                places: number;
                /** @default  */
                requirement: string;
                id: number;
            }[];
            shifts: {
                id: number;
                startsAt: string;
                endsAt: string;
            }[];
            publishedAt: string | null;
        };
        ProjectDeskInput: {
            project: components["schemas"]["ProjectInput"];
            gaps: components["schemas"]["PublicationGapInput"][];
            declared: {
                [key: string]: boolean;
            } | null;
            changed: {
                field: string;
                before: string;
                now: string;
            }[];
            reviews: {
                round: number;
                state: string;
                openedAt: string;
                dueOn: string;
                decisions: {
                    verdict: string;
                    reason: string;
                    at: string;
                    maskedName: string;
                }[];
            }[];
            mayReview: boolean;
            own: boolean;
        };
        ProjectRowInput: {
            id: number;
            no: string | null;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            /** @enum {string} */
            state: "draft" | "submitted" | "returned" | "published" | "suspended" | "cancelled" | "closed";
            finished: boolean;
            teamName: string;
            townName: string;
            firstShift: string | null;
            lastShift: string | null;
            shifts: number;
        };
        VerdictInput: {
            /** @enum {string} */
            verdict: "pass" | "return" | "refuse" | "withdraw";
            /** @default  */
            reason: string;
        };
        ServiceRecordInput: {
            id: number;
            personId: number;
            day: string;
            fromAt: string;
            toAt: string;
            minutes: number;
            hours: string;
            /** @enum {string} */
            state: "pending" | "counted" | "reversed";
            waits: ("consent" | "real-name" | "confirmation" | "acceptance" | "overlap")[];
            /** @enum {string} */
            how: "code" | "roster" | "correction" | "import";
            dueOn: string;
            overdue: boolean;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            projectId: number;
            shiftId: number;
            flags: string[];
        };
        OwnRecordInput: {
            id: number;
            personId: number;
            day: string;
            fromAt: string;
            toAt: string;
            minutes: number;
            hours: string;
            /** @enum {string} */
            state: "pending" | "counted" | "reversed";
            waits: ("consent" | "real-name" | "confirmation" | "acceptance" | "overlap")[];
            /** @enum {string} */
            how: "code" | "roster" | "correction" | "import";
            dueOn: string;
            overdue: boolean;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            projectId: number;
            shiftId: number;
            flags: string[];
            correctedFrom: string | null;
            dispute: {
                id: number;
                state: string;
            } | null;
            mayDispute: boolean;
            mayAccept: boolean;
        };
        OwnHoursInput: {
            personId: number;
            totalMinutes: number;
            total: string;
            thisYear: string;
            records: number;
            stars: number;
            nextStarHours: number | null;
            missingHours: string | null;
            waitingHours: string;
            waitingDue: string | null;
            list: components["schemas"]["OwnRecordInput"][];
        };
        DeskRecordInput: {
            id: number;
            personId: number;
            day: string;
            fromAt: string;
            toAt: string;
            minutes: number;
            hours: string;
            /** @enum {string} */
            state: "pending" | "counted" | "reversed";
            waits: ("consent" | "real-name" | "confirmation" | "acceptance" | "overlap")[];
            /** @enum {string} */
            how: "code" | "roster" | "correction" | "import";
            dueOn: string;
            overdue: boolean;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            projectId: number;
            shiftId: number;
            flags: string[];
            maskedName: string;
        };
        WaitingShiftInput: {
            shiftId: number;
            title: string;
            day: string;
            dueOn: string;
            overdue: boolean;
            people: number;
        };
        CorrectionRequestInput: {
            minutes: number;
            reason: string;
        };
        CorrectionInput: {
            id: number;
            recordId: number;
            /** @enum {string} */
            kind: "dispute" | "correction";
            askedMinutes: number;
            askedHours: string;
            reason: string;
            state: string;
            at: string;
            record: components["schemas"]["DeskRecordInput"];
            evidence: {
                at: string;
                kind: string;
                facts: {
                    [key: string]: unknown;
                };
            }[];
        };
        RecordTrailInput: {
            record: components["schemas"]["DeskRecordInput"];
            chain: {
                at: string;
                kind: string;
                subject: string;
                by: string;
                facts: {
                    [key: string]: unknown;
                };
            }[];
        };
        DashboardInput: {
            period: string;
            months: {
                first: string | null;
                last: string | null;
            };
            town: string | null;
            community: string | null;
            total: {
                minutes: number;
                records: number;
                active: number | null;
                first: number | null;
                returned: number | null;
                projects: number | null;
            };
            before: {
                minutes: number;
                records: number;
                active: number | null;
            } | null;
            people: {
                registered: number;
                verified: number;
                population: number;
                target: number;
            };
            trend: {
                at: string;
                minutes: number;
                records: number;
                active: number | null;
            }[];
            kinds: {
                /** @enum {string} */
                kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
                minutes: number;
                records: number;
            }[];
            towns: {
                code: string;
                name: string;
                minutes: number;
                records: number;
                active: number;
                verified: number;
                population: number;
            }[];
            communities: {
                code: string;
                name: string;
                minutes: number;
                records: number;
            }[];
            ages: {
                ageBand: string;
                sex: string;
                minutes: number;
                records: number;
            }[];
            hours: {
                weekday: number;
                hour: number;
                records: number;
            }[];
            calendar: {
                day: string;
                minutes: number;
                records: number;
            }[];
        };
        HappeningInput: {
            position: number;
            at: string;
            /** @enum {string} */
            kind: "signup" | "checkin" | "counted" | "published";
            town: string | null;
            title: string;
            minutes: number | null;
        };
        LiveFiguresInput: {
            at: string;
            minutes: number;
            records: number;
            active: number;
            verified: number;
            projects: number;
            serving: number;
            happenings: components["schemas"]["HappeningInput"][];
        };
        TermReportInput: {
            from: string;
            to: string;
            madeAt: string;
            figures: {
                key: string;
                row: string;
                name: string;
                definition: string;
                value: number;
                unit: string;
                source: number | null;
                link: string;
                proven: number | null;
            }[];
            years: {
                year: string;
                minutes: number;
                records: number;
                active: number;
            }[];
            towns: {
                name: string;
                minutes: number;
                records: number;
                active: number;
                verified: number;
            }[];
            kinds: {
                kind: string;
                minutes: number;
                records: number;
            }[];
        };
        FactFigureInput: {
            name: string;
            value: number | null;
            dimensions: {
                name: string;
                value: number;
            }[];
            opens: string;
        };
        PanelInput: {
            name: string;
            lines: {
                label: string;
                value: string;
                to?: string;
            }[];
        };
        MeasuredInput: {
            name: string;
            day: string;
            value: number | null;
        };
        ImportKindInput: {
            kind: string;
            page: string;
            columns: string[];
        };
        QueueItemInput: {
            /** @enum {string} */
            kind: "project" | "dispute" | "correction" | "confirm" | "verify";
            subject: string;
            title: string;
            from: string;
            dueOn: string | null;
            overdue: boolean;
            count: number;
        };
        FiguresInput: {
            volunteers: number;
            verified: number;
            projects: number;
            minutes: number;
            hours: string;
            records: number;
            served: number;
            towns: number;
            stations: number;
            population: number;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            field?: string;
            fields?: {
                field: string;
                message: string;
            }[];
            params?: {
                [key: string]: string | number;
            };
            requestId: string;
        };
        CertificateRequest: {
            /** Format: date */
            from?: string;
            /** Format: date */
            until?: string;
            forPerson?: number;
        };
        Certificate: {
            id: number;
            no: string;
            shortCode: string;
            /** @enum {string} */
            state: "issued" | "revoked";
            hours: string;
            records: number;
            issuedAt: string;
            revokedWhy: string | null;
        };
        Verification: {
            /** @enum {string} */
            verdict: "genuine" | "revoked" | "changed" | "unknown";
            certificate: {
                no: string;
                maskedName: string;
                hours: string;
                records: number;
                from: string;
                until: string;
                issuer: string;
                issuedOn: string;
                fileHash: string;
            } | null;
            revokedAt: string | null;
        };
        Finding: {
            projectId: number;
            slotId: number;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            townCode: string;
            lat: number;
            lng: number;
            startsAt: string;
            endsAt: string;
            places: number;
            free: number;
            waiting: number;
            shifts: number;
            metres: number | null;
        };
        Findings: {
            total: number;
            findings: components["schemas"]["Finding"][];
            next: string | null;
        };
        CodeRequest: {
            phone: string;
        };
        SignInRequest: {
            phone: string;
            code: string;
        };
        PasswordRequest: {
            password: string;
        };
        Session: {
            signedIn: boolean;
            personId: number | null;
            actsFor: number[];
            roles: {
                role: string;
                nodeId: number;
                nodeName: string;
                kind: string;
            }[];
            permissions: string[];
            needsPassword: boolean;
        };
        Done: {
            /** @constant */
            done: true;
        };
        SystemHealth: {
            /** Format: date-time */
            at: string;
            databaseMs: number;
            processes: {
                id: string;
                host: string;
                pid: number;
                version: string;
                /** Format: date-time */
                startedAt: string;
                /** Format: date-time */
                seenAt: string;
                alive: boolean;
            }[];
            jobs: {
                name: string;
                cron: string;
                beganAt: string | null;
                ms: number | null;
                done: number | null;
                error: string | null;
            }[];
            timers: {
                waiting: number;
                overdue: number;
                doneToday: number;
                failed: number;
                troubled: {
                    id: number;
                    kind: string;
                    subject: string;
                    /** @enum {string} */
                    state: "waiting" | "failed";
                    /** Format: date-time */
                    dueAt: string;
                    /** Format: date-time */
                    nextAt: string;
                    tries: number;
                    error: string;
                }[];
            };
            works: {
                name: string;
                id: number;
                title: string;
                page: string;
                done: number;
                of: number | null;
            }[];
            journal: {
                head: number;
                unsealed: number;
            };
            listeners: {
                name: string;
                /** @enum {string} */
                kind: "listener" | "watcher";
                behind: number;
                tries: number;
                error: string | null;
                nextAt: string | null;
                setAside: number;
            }[];
            setAside: {
                id: number;
                listener: string;
                position: number;
                kind: string;
                subject: string;
                error: string;
                tries: number;
                /** Format: date-time */
                at: string;
            }[];
            keys: {
                name: string;
                version: number;
                fingerprint: string;
                /** Format: date-time */
                since: string;
            }[];
        };
        NewTeam: {
            name: string;
            /** @enum {string} */
            kind: "community" | "party" | "youth" | "women" | "workers" | "veterans" | "student" | "elderly" | "professional";
            homeCode: string;
            leaderId: number;
        };
        Team: {
            id: number;
            name: string;
            /** @enum {string} */
            kind: "community" | "party" | "youth" | "women" | "workers" | "veterans" | "student" | "elderly" | "professional";
            homeCode: string;
            homeName: string;
            townName: string;
            nodeId: number;
            members: number;
        };
        TeamMember: {
            personId: number;
            maskedName: string;
            maskedPhone: string;
            /** @enum {string} */
            role: "leader" | "member";
            since: string;
        };
        Slot: {
            id: number;
            projectId: number;
            shiftId: number;
            title: string;
            positionName: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            lat: number;
            lng: number;
            startsAt: string;
            endsAt: string;
            places: number;
            admitted: number;
            waiting: number;
            minAge: number | null;
            highRisk: boolean;
            /** @enum {string} */
            state: "open" | "suspended" | "cancelled" | "closed";
        };
        SlotForMe: {
            id: number;
            projectId: number;
            shiftId: number;
            title: string;
            positionName: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            lat: number;
            lng: number;
            startsAt: string;
            endsAt: string;
            places: number;
            admitted: number;
            waiting: number;
            minAge: number | null;
            highRisk: boolean;
            /** @enum {string} */
            state: "open" | "suspended" | "cancelled" | "closed";
            mine: ("admitted" | "waiting" | "attended") | null;
            obstacle: {
                code: string;
                with?: string;
            } | null;
        };
        SignupRequest: {
            slotId: number;
            forPerson?: number;
        };
        SignupAnswer: {
            signupId: number;
            /** @enum {string} */
            state: "admitted" | "waiting";
            arrival: number;
            queue: number | null;
            again: boolean;
        };
        OwnSignup: {
            id: number;
            personId: number;
            /** @enum {string} */
            state: "admitted" | "waiting" | "withdrawn" | "released" | "lapsed" | "attended" | "absent";
            arrival: number;
            queue: number | null;
            at: string;
            promotedAt: string | null;
            slot: components["schemas"]["Slot"];
            attendance: {
                inAt: string;
                /** @enum {string} */
                inHow: "code" | "roster";
                metres: number | null;
                outAt: string | null;
                outHow: ("code" | "roster" | "shift-end") | null;
                late: boolean;
            } | null;
        };
        Roster: {
            shiftId: number;
            projectId: number;
            title: string;
            startsAt: string;
            endsAt: string;
            placeName: string;
            slots: components["schemas"]["Slot"][];
            people: {
                signupId: number;
                slotId: number;
                personId: number;
                maskedName: string;
                maskedPhone: string;
                /** @enum {string} */
                state: "admitted" | "waiting" | "withdrawn" | "released" | "lapsed" | "attended" | "absent";
                arrival: number;
                inAt: string | null;
                outAt: string | null;
                inHow: string | null;
                late: boolean;
                flags: string[];
            }[];
        };
        CheckinCode: {
            code: string;
            expiresAt: string;
            nextAt: string;
            checkedIn: number;
            expected: number;
        };
        CheckinRequest: {
            code: string;
            /** Format: date-time */
            seenAt?: string;
            device?: string;
            position?: {
                lat: number;
                lng: number;
                /** @enum {string} */
                datum: "WGS-84" | "GCJ-02";
            };
            forPerson?: number;
        };
        CheckinAnswer: {
            /** @enum {string} */
            what: "in" | "out";
            at: string;
            title: string;
            endsAt: string;
            metres: number | null;
            late: boolean;
        };
        ShiftToday: {
            shiftId: number;
            projectId: number;
            title: string;
            placeName: string;
            startsAt: string;
            endsAt: string;
            places: number;
            admitted: number;
            arrived: number;
        };
        RosterEntry: {
            personId: number;
            slotId: number;
            /** Format: date-time */
            inAt: string;
            /** Format: date-time */
            outAt: string;
            reason: string;
        };
        Registration: {
            name: string;
            /** @enum {string} */
            documentType: "resident-card" | "hmt-residence-permit" | "hm-travel-permit" | "taiwan-travel-permit" | "permanent-residence" | "passport";
            document: string;
            /** @enum {string} */
            sex?: "male" | "female";
            birthDate?: string;
            phone: string;
            communityCode: string;
            /** @default [] */
            skills: string[];
            /** @default [] */
            interests: string[];
            guardian?: {
                name: string;
                phone: string;
            };
            consent: boolean;
        };
        Person: {
            id: number;
            volunteerNo: string | null;
            maskedName: string;
            /** @enum {string} */
            sex: "male" | "female";
            birthYear: number;
            /** @enum {string} */
            documentType: "resident-card" | "hmt-residence-permit" | "hm-travel-permit" | "taiwan-travel-permit" | "permanent-residence" | "passport";
            maskedDocument: string;
            maskedPhone: string;
            communityCode: string;
            communityName: string;
            townName: string;
            /** @enum {string} */
            tier: "visitor" | "phone" | "real-name";
            /** @enum {string} */
            state: "active" | "suspended" | "left" | "deceased";
            consented: boolean;
            source: string;
            registeredAt: string;
        };
        OwnProfile: {
            id: number;
            volunteerNo: string | null;
            maskedName: string;
            /** @enum {string} */
            sex: "male" | "female";
            birthYear: number;
            /** @enum {string} */
            documentType: "resident-card" | "hmt-residence-permit" | "hm-travel-permit" | "taiwan-travel-permit" | "permanent-residence" | "passport";
            maskedDocument: string;
            maskedPhone: string;
            communityCode: string;
            communityName: string;
            townName: string;
            /** @enum {string} */
            tier: "visitor" | "phone" | "real-name";
            /** @enum {string} */
            state: "active" | "suspended" | "left" | "deceased";
            consented: boolean;
            source: string;
            registeredAt: string;
            name: string;
            age: number;
            skills: string[];
            interests: string[];
            consentVersion: string;
            household: {
                id: number;
                name: string;
            }[];
        };
        FullIdentity: {
            name: string;
            document: string;
            phone: string;
            birthDate: string;
        };
        ClaimRequest: {
            name: string;
            /** @enum {string} */
            documentType: "resident-card" | "hmt-residence-permit" | "hm-travel-permit" | "taiwan-travel-permit" | "permanent-residence" | "passport";
            document: string;
            phone: string;
            consent: boolean;
        };
        PeoplePage: {
            people: components["schemas"]["Person"][];
            next: number | null;
        };
        Import: {
            id: number;
            fileName: string;
            /** @enum {string} */
            state: "checking" | "checked" | "registering" | "done" | "stopped" | "failed";
            rowsSeen: number;
            rowsExpected: number | null;
            rowsTotal: number | null;
            paper: string | null;
            begunAt: string;
            why: string | null;
            verdicts: {
                verdict: string;
                rows: number;
            }[];
        };
        ImportRow: {
            row: number;
            verdict: string;
            column: string | null;
            params: {
                [key: string]: string | number;
            };
            maskedName: string;
            maskedDocument: string;
            personId: number | null;
        };
        ImportRows: {
            rows: components["schemas"]["ImportRow"][];
            next: number | null;
        };
        MadeId: {
            id: number;
        };
        Place: {
            code: string;
            name: string;
            /** @enum {string} */
            level: "district" | "town" | "community";
            parentCode: string | null;
            lat: number;
            lng: number;
            population: number | null;
            hasStation: boolean;
            nodeId: number;
        };
        Places: {
            places: components["schemas"]["Place"][];
        };
        PlaceSheet: {
            csv: string;
        };
        PlacesAdded: {
            added: string[];
        };
        ProjectDraft: {
            teamId: number;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            /** @default  */
            content: string;
            /** @default  */
            conditions: string;
            /** @default null */
            communityCode: string | null;
            /** @default  */
            placeName: string;
            /** @default  */
            address: string;
            /** @default null */
            lat: number | null;
            /** @default null */
            lng: number | null;
            /** @default null */
            minAge: number | null;
            /** @default [] */
            skills: string[];
            /**
             * @default low
             * @enum {string}
             */
            riskLevel: "low" | "high";
            /** @default  */
            riskNotice: string;
            /** @default [] */
            guarantees: ("insurance" | "transport" | "meal" | "water" | "clothing" | "tools" | "training" | "rest")[];
            /** @default null */
            insurance: {
                insurer: string;
                policyNo: string;
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
            } | null;
            /** @default false */
            agreement: boolean;
            /** @default [] */
            positions: {
                name: string;
                places: number;
                /** @default  */
                requirement: string;
            }[];
            /** @default [] */
            shifts: {
                /** Format: date-time */
                startsAt: string;
                /** Format: date-time */
                endsAt: string;
            }[];
        };
        Declaration: {
            answers: {
                [key: string]: boolean;
            };
        };
        PublicationGap: {
            field: string;
            rule: string;
            source: string;
        };
        Project: {
            id: number;
            no: string | null;
            /** @enum {string} */
            state: "draft" | "submitted" | "returned" | "published" | "suspended" | "cancelled" | "closed";
            version: number;
            teamId: number;
            teamName: string;
            townName: string;
            communityName: string | null;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            content: string;
            conditions: string;
            communityCode: string | null;
            placeName: string;
            address: string;
            lat: number | null;
            lng: number | null;
            minAge: number | null;
            skills: string[];
            /** @enum {string} */
            riskLevel: "low" | "high";
            riskNotice: string;
            guarantees: ("insurance" | "transport" | "meal" | "water" | "clothing" | "tools" | "training" | "rest")[];
            insurance: {
                insurer: string;
                policyNo: string;
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
            } | null;
            agreement: boolean;
            positions: {
                name: string;
                places: number;
                /** @default  */
                requirement: string;
                id: number;
            }[];
            shifts: {
                id: number;
                startsAt: string;
                endsAt: string;
            }[];
            publishedAt: string | null;
        };
        ProjectDesk: {
            project: components["schemas"]["Project"];
            gaps: components["schemas"]["PublicationGap"][];
            declared: {
                [key: string]: boolean;
            } | null;
            changed: {
                field: string;
                before: string;
                now: string;
            }[];
            reviews: {
                round: number;
                state: string;
                openedAt: string;
                dueOn: string;
                decisions: {
                    verdict: string;
                    reason: string;
                    at: string;
                    maskedName: string;
                }[];
            }[];
            mayReview: boolean;
            own: boolean;
        };
        ProjectRow: {
            id: number;
            no: string | null;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            /** @enum {string} */
            state: "draft" | "submitted" | "returned" | "published" | "suspended" | "cancelled" | "closed";
            finished: boolean;
            teamName: string;
            townName: string;
            firstShift: string | null;
            lastShift: string | null;
            shifts: number;
        };
        Verdict: {
            /** @enum {string} */
            verdict: "pass" | "return" | "refuse" | "withdraw";
            /** @default  */
            reason: string;
        };
        ServiceRecord: {
            id: number;
            personId: number;
            day: string;
            fromAt: string;
            toAt: string;
            minutes: number;
            hours: string;
            /** @enum {string} */
            state: "pending" | "counted" | "reversed";
            waits: ("consent" | "real-name" | "confirmation" | "acceptance" | "overlap")[];
            /** @enum {string} */
            how: "code" | "roster" | "correction" | "import";
            dueOn: string;
            overdue: boolean;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            projectId: number;
            shiftId: number;
            flags: string[];
        };
        OwnRecord: {
            id: number;
            personId: number;
            day: string;
            fromAt: string;
            toAt: string;
            minutes: number;
            hours: string;
            /** @enum {string} */
            state: "pending" | "counted" | "reversed";
            waits: ("consent" | "real-name" | "confirmation" | "acceptance" | "overlap")[];
            /** @enum {string} */
            how: "code" | "roster" | "correction" | "import";
            dueOn: string;
            overdue: boolean;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            projectId: number;
            shiftId: number;
            flags: string[];
            correctedFrom: string | null;
            dispute: {
                id: number;
                state: string;
            } | null;
            mayDispute: boolean;
            mayAccept: boolean;
        };
        OwnHours: {
            personId: number;
            totalMinutes: number;
            total: string;
            thisYear: string;
            records: number;
            stars: number;
            nextStarHours: number | null;
            missingHours: string | null;
            waitingHours: string;
            waitingDue: string | null;
            list: components["schemas"]["OwnRecord"][];
        };
        DeskRecord: {
            id: number;
            personId: number;
            day: string;
            fromAt: string;
            toAt: string;
            minutes: number;
            hours: string;
            /** @enum {string} */
            state: "pending" | "counted" | "reversed";
            waits: ("consent" | "real-name" | "confirmation" | "acceptance" | "overlap")[];
            /** @enum {string} */
            how: "code" | "roster" | "correction" | "import";
            dueOn: string;
            overdue: boolean;
            title: string;
            /** @enum {string} */
            kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
            placeName: string;
            projectId: number;
            shiftId: number;
            flags: string[];
            maskedName: string;
        };
        WaitingShift: {
            shiftId: number;
            title: string;
            day: string;
            dueOn: string;
            overdue: boolean;
            people: number;
        };
        CorrectionRequest: {
            minutes: number;
            reason: string;
        };
        Correction: {
            id: number;
            recordId: number;
            /** @enum {string} */
            kind: "dispute" | "correction";
            askedMinutes: number;
            askedHours: string;
            reason: string;
            state: string;
            at: string;
            record: components["schemas"]["DeskRecord"];
            evidence: {
                at: string;
                kind: string;
                facts: {
                    [key: string]: unknown;
                };
            }[];
        };
        RecordTrail: {
            record: components["schemas"]["DeskRecord"];
            chain: {
                at: string;
                kind: string;
                subject: string;
                by: string;
                facts: {
                    [key: string]: unknown;
                };
            }[];
        };
        Dashboard: {
            period: string;
            months: {
                first: string | null;
                last: string | null;
            };
            town: string | null;
            community: string | null;
            total: {
                minutes: number;
                records: number;
                active: number | null;
                first: number | null;
                returned: number | null;
                projects: number | null;
            };
            before: {
                minutes: number;
                records: number;
                active: number | null;
            } | null;
            people: {
                registered: number;
                verified: number;
                population: number;
                target: number;
            };
            trend: {
                at: string;
                minutes: number;
                records: number;
                active: number | null;
            }[];
            kinds: {
                /** @enum {string} */
                kind: "community" | "elderly" | "children" | "disability" | "environment" | "waste-sorting" | "civility" | "traffic" | "culture" | "health" | "science" | "law" | "safety" | "emergency" | "event" | "other";
                minutes: number;
                records: number;
            }[];
            towns: {
                code: string;
                name: string;
                minutes: number;
                records: number;
                active: number;
                verified: number;
                population: number;
            }[];
            communities: {
                code: string;
                name: string;
                minutes: number;
                records: number;
            }[];
            ages: {
                ageBand: string;
                sex: string;
                minutes: number;
                records: number;
            }[];
            hours: {
                weekday: number;
                hour: number;
                records: number;
            }[];
            calendar: {
                day: string;
                minutes: number;
                records: number;
            }[];
        };
        Happening: {
            position: number;
            at: string;
            /** @enum {string} */
            kind: "signup" | "checkin" | "counted" | "published";
            town: string | null;
            title: string;
            minutes: number | null;
        };
        LiveFigures: {
            at: string;
            minutes: number;
            records: number;
            active: number;
            verified: number;
            projects: number;
            serving: number;
            happenings: components["schemas"]["Happening"][];
        };
        TermReport: {
            from: string;
            to: string;
            madeAt: string;
            figures: {
                key: string;
                row: string;
                name: string;
                definition: string;
                value: number;
                unit: string;
                source: number | null;
                link: string;
                proven: number | null;
            }[];
            years: {
                year: string;
                minutes: number;
                records: number;
                active: number;
            }[];
            towns: {
                name: string;
                minutes: number;
                records: number;
                active: number;
                verified: number;
            }[];
            kinds: {
                kind: string;
                minutes: number;
                records: number;
            }[];
        };
        FactFigure: {
            name: string;
            value: number | null;
            dimensions: {
                name: string;
                value: number;
            }[];
            opens: string;
        };
        Panel: {
            name: string;
            lines: {
                label: string;
                value: string;
                to?: string;
            }[];
        };
        Measured: {
            name: string;
            day: string;
            value: number | null;
        };
        ImportKind: {
            kind: string;
            page: string;
            columns: string[];
        };
        QueueItem: {
            /** @enum {string} */
            kind: "project" | "dispute" | "correction" | "confirm" | "verify";
            subject: string;
            title: string;
            from: string;
            dueOn: string | null;
            overdue: boolean;
            count: number;
        };
        Figures: {
            volunteers: number;
            verified: number;
            projects: number;
            minutes: number;
            hours: string;
            records: number;
            served: number;
            towns: number;
            stations: number;
            population: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
